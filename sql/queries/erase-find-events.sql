-- Of some ids the events of a vehicle, and those that name it: whose they are is told by
-- the second column, how large they are by the third. What names it and nobody else is its
-- own.
SELECT id, vin IS NOT NULL AND vin <> :vin, length(json) FROM event
WHERE id > :after AND id <= :last
  AND coalesce(event_at, received_at) >= :since AND coalesce(event_at, received_at) < :until
  AND (vin = :vin OR names(json, :vin) OR names(vin, :vin) OR names(monitor_id, :vin)
       OR names(action_id, :vin) OR names(callback_id, :vin) OR names(fleet_id, :vin))
ORDER BY id

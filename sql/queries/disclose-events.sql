-- carhook disclose: the vehicle's events as they were sent, and those that name it and
-- nobody else. What erase-find-events.sql finds is here or in disclose-mentions.sql.
SELECT e.id AS event_id, e.received_at, e.event_at, s.name AS source, e.kind, e.monitor_id,
       e.action_id, e.callback_id, e.vin, e.fleet_id, e.refresh, e.json AS event
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.vin = :vin
   OR (e.vin IS NULL AND (names(e.json, :vin) OR names(e.monitor_id, :vin)
                          OR names(e.action_id, :vin) OR names(e.callback_id, :vin)
                          OR names(e.fleet_id, :vin)))
ORDER BY e.id

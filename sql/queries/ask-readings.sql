-- carhook export readings: what was read of each vehicle, in the order of the events.
SELECT e.vin, coalesce(e.event_at, e.received_at) AS at, r.*
FROM reading r JOIN event e ON e.id = r.event_id JOIN source s ON s.id = e.source_id
WHERE (:vin IS NULL OR e.vin = :vin) AND (:fleet IS NULL OR e.fleet_id = :fleet)
  AND (:monitor IS NULL OR e.monitor_id = :monitor) AND (:source IS NULL OR s.name = :source)
  AND coalesce(e.event_at, e.received_at) >= :since
  AND coalesce(e.event_at, e.received_at) < :until
ORDER BY r.event_id LIMIT :limit

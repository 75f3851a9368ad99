-- Events behind a known one, up to another, in the order they were stored.
SELECT e.id, e.received_at, e.event_at, s.name, e.kind, e.monitor_id, e.action_id,
       e.callback_id, e.vin, e.fleet_id, e.refresh, e.json,
       coalesce((SELECT r.times FROM redelivery r WHERE r.event_id = e.id), 0)
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.id > ?1 AND e.id <= ?2
  AND (:vin IS NULL OR e.vin = :vin) AND (:fleet IS NULL OR e.fleet_id = :fleet)
  AND (:monitor IS NULL OR e.monitor_id = :monitor) AND (:source IS NULL OR s.name = :source)
  AND (:since IS NULL OR coalesce(e.event_at, e.received_at) >= :since)
  AND (:until IS NULL OR coalesce(e.event_at, e.received_at) < :until)
ORDER BY e.id LIMIT ?9

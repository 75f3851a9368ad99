-- The next events to derive from, oldest first.
SELECT e.id, e.kind, e.action_id, e.vin, e.fleet_id, e.event_at, e.received_at, e.json,
       e.monitor_id, e.source_id, e.refresh, s.edition
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.id > ?1 ORDER BY e.id LIMIT ?2

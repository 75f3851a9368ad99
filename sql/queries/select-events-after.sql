-- Events behind a known one, in the order they were stored.
SELECT e.id, e.received_at, e.event_at, s.name, e.kind, e.monitor_id, e.action_id,
       e.callback_id, e.vin, e.fleet_id, e.refresh, e.json,
       coalesce((SELECT r.times FROM redelivery r WHERE r.event_id = e.id), 0)
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.id > ?1 ORDER BY e.id LIMIT ?2

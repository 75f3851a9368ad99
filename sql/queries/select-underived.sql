-- The next events to derive from, oldest first.
SELECT id, kind, action_id, vin, fleet_id, event_at, received_at, json
FROM event WHERE id > ?1 ORDER BY id LIMIT ?2

-- Where to begin and to end: the events and the deliveries that were received before a time,
-- are derived, and were not done before.
SELECT p.event_id, p.delivery_id,
       max(p.event_id, min(d.event_id, coalesce(
           (SELECT id - 1 FROM event WHERE received_at >= :before ORDER BY id LIMIT 1),
           (SELECT max(id) FROM event), 0))),
       max(p.delivery_id, coalesce(
           (SELECT id - 1 FROM delivery WHERE received_at >= :before ORDER BY id LIMIT 1),
           (SELECT max(id) FROM delivery), 0))
FROM pseudonymised p, derived d

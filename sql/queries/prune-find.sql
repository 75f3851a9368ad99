-- The last event that goes, and how many there are: those that are derived, and were
-- received before a time. Ids are in the order of receipt: the search ends at the first
-- event that stays. And the last delivery that may go: one that is counted, and was received
-- before a time.
SELECT last, (SELECT count(*) FROM event WHERE id <= last),
       min(delivery_id, coalesce(
           (SELECT id - 1 FROM delivery WHERE received_at >= :before ORDER BY id LIMIT 1),
           (SELECT max(id) FROM delivery), 0))
FROM (SELECT min(event_id, coalesce(
                 (SELECT id - 1 FROM event WHERE received_at >= :before ORDER BY id LIMIT 1),
                 (SELECT max(id) FROM event), 0)) AS last, delivery_id
      FROM derived)

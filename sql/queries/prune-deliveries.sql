-- Requests of which nothing is left: those before the one that brought the first event.
DELETE FROM delivery WHERE id IN (
    SELECT d.id FROM delivery d
    WHERE d.id <= (SELECT delivery_id FROM derived)
      AND d.id < coalesce((SELECT delivery_id FROM event ORDER BY id LIMIT 1),
                          (SELECT max(id) FROM delivery))
      AND d.received_at < :before
      AND d.id NOT IN (SELECT delivery_id FROM finding
                       UNION SELECT delivery_id FROM quarantine)
    ORDER BY d.id LIMIT :rows)

-- Requests of which nothing is left.
DELETE FROM delivery WHERE id IN (
    SELECT d.id FROM delivery d
    WHERE d.received_at < :before AND d.id <= (SELECT delivery_id FROM derived)
      AND d.id < coalesce((SELECT min(delivery_id) FROM (
              SELECT delivery_id FROM event ORDER BY id LIMIT 1)), d.id + 1)
      AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.delivery_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.delivery_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM redelivery r WHERE r.delivery_id = d.id)
    ORDER BY d.id LIMIT :rows)

-- Requests of which nothing is left: those before the one that brought the first event.
DELETE FROM delivery WHERE id >= :from AND id < :to AND id <= :last_delivery
    AND id < coalesce((SELECT delivery_id FROM event ORDER BY id LIMIT 1),
                      (SELECT max(id) FROM delivery))
    AND received_at < :before
    AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.delivery_id = delivery.id)
    AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.delivery_id = delivery.id)

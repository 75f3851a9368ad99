-- The events.
DELETE FROM event WHERE id IN (
    SELECT id FROM event WHERE id <= :last ORDER BY id LIMIT :rows)

-- The id before the last ?1 events: where a tail begins.
SELECT coalesce((SELECT id FROM event ORDER BY id DESC LIMIT 1 OFFSET ?1), 0)

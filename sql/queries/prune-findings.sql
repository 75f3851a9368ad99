-- Findings that have not been made since.
DELETE FROM finding WHERE id IN (
    SELECT id FROM finding WHERE last_at < :before LIMIT :rows)

-- What could not be read and has not come since.
DELETE FROM quarantine WHERE id IN (
    SELECT id FROM quarantine WHERE last_at < :before LIMIT :rows)

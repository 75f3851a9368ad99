-- What could not be read and has not come since.
DELETE FROM quarantine WHERE id >= :from AND id < :to AND last_at < :before

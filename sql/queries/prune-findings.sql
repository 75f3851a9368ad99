-- Findings that have not been made since.
DELETE FROM finding WHERE id >= :from AND id < :to AND last_at < :before

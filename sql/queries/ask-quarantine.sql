-- carhook quarantine: what could not be read as events.
SELECT quarantine_id, source, reason, path, bytes, times, first_at, last_at
FROM quarantine_list
WHERE (:source IS NULL OR source = :source) AND last_at >= :since AND last_at < :until
ORDER BY quarantine_id LIMIT :limit

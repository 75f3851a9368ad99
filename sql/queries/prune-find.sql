-- The last event that goes, and how many there are: those that are derived, and were
-- received before a time.
SELECT coalesce(max(id), 0), count(*) FROM event
WHERE received_at < :before AND id <= (SELECT event_id FROM derived)

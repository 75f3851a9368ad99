-- The last event.
SELECT coalesce(max(id), 0) FROM event

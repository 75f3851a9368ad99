-- The last id that was given, where its event was removed: the next one is greater.
SELECT event_id FROM removed_event
WHERE event_id > (SELECT coalesce(max(id), 0) FROM event)

-- Of an event: what it told.
DELETE FROM reading WHERE event_id = :id

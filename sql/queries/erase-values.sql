-- Of an event: its values.
DELETE FROM value WHERE event_id = :id

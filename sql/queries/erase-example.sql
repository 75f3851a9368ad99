-- Of an event: that it is the example of findings.
UPDATE finding SET event_id = NULL WHERE event_id = :id

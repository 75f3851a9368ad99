-- Of an event: how often it came again.
DELETE FROM redelivery WHERE event_id = :id

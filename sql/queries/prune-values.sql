-- Values of old events.
DELETE FROM value WHERE event_id >= :from AND event_id < :to AND event_id <= :last

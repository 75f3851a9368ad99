-- How often old events came again.
DELETE FROM redelivery WHERE event_id >= :from AND event_id < :to AND event_id <= :last

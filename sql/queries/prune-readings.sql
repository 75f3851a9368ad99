-- What old events told.
DELETE FROM reading WHERE event_id >= :from AND event_id < :to AND event_id <= :last

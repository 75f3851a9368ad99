-- Trips of which nothing was told since.
DELETE FROM trip WHERE vin >= :from AND vin < :to AND event_id <= :last

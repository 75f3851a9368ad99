-- Thefts of which nothing was told since.
DELETE FROM theft WHERE vin >= :from AND vin < :to AND event_id <= :last

-- Collisions of which nothing was told since.
DELETE FROM collision WHERE vin >= :from AND vin < :to AND event_id <= :last

-- Alarms of which nothing was told since.
DELETE FROM alarm WHERE vin >= :from AND vin < :to AND event_id <= :last

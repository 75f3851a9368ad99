-- Alerts of which nothing was told since.
DELETE FROM alert WHERE vin >= :from AND vin < :to AND event_id <= :last

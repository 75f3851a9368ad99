-- Readings that have not been told since.
DELETE FROM latest WHERE vin >= :from AND vin < :to AND event_id <= :last

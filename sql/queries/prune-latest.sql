-- Readings that have not been told since.
DELETE FROM latest WHERE (vin, name) IN (
    SELECT vin, name FROM latest WHERE event_id <= :last LIMIT :rows)

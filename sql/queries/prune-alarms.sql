-- Alarms of which nothing was told since.
DELETE FROM alarm WHERE (vin, started_at, type) IN (
    SELECT vin, started_at, type FROM alarm WHERE event_id <= :last LIMIT :rows)

-- Trips of which nothing was told since.
DELETE FROM trip WHERE (vin, trip_id) IN (
    SELECT vin, trip_id FROM trip WHERE event_id <= :last LIMIT :rows)

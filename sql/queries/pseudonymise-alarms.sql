-- Alarms of which nothing was told since.
UPDATE OR REPLACE alarm SET vin = pseudonym(vin),
    longitude = round(longitude, 2),
    latitude = round(latitude, 2)
WHERE (vin, started_at, type) IN (
    SELECT vin, started_at, type FROM alarm
    WHERE event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*' LIMIT :rows)

-- Alarms of which nothing was told since.
UPDATE OR REPLACE alarm SET vin = pseudonym(vin),
    longitude = round(longitude, 2),
    latitude = round(latitude, 2)
WHERE vin >= :from AND vin < :to AND event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*'

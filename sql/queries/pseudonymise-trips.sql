-- Trips of which nothing was told since.
UPDATE OR REPLACE trip SET vin = pseudonym(vin),
    start_longitude = round(start_longitude, 2),
    start_latitude = round(start_latitude, 2),
    stop_longitude = round(stop_longitude, 2),
    stop_latitude = round(stop_latitude, 2)
WHERE vin >= :from AND vin < :to AND event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*'

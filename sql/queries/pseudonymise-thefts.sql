-- Thefts of which nothing was told since.
UPDATE OR REPLACE theft SET vin = pseudonym(vin),
    start_longitude = round(start_longitude, 2),
    start_latitude = round(start_latitude, 2),
    end_longitude = round(end_longitude, 2),
    end_latitude = round(end_latitude, 2)
WHERE vin >= :from AND vin < :to AND event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*'

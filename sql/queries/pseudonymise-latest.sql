-- Readings of which nothing was told since.
UPDATE OR REPLACE latest SET vin = pseudonym(vin)
WHERE (vin, name) IN (
    SELECT vin, name FROM latest
    WHERE event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*' LIMIT :rows)

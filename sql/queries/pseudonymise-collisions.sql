-- Collisions of which nothing was told since.
UPDATE OR REPLACE collision SET vin = pseudonym(vin)
WHERE vin >= :from AND vin < :to AND event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*'

-- Collisions of which nothing was told since.
UPDATE OR REPLACE collision SET vin = pseudonym(vin)
WHERE (vin, collision_id) IN (
    SELECT vin, collision_id FROM collision
    WHERE event_id <= :last AND vin <> '' AND vin NOT GLOB 'anon-*' LIMIT :rows)

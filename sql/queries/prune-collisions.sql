-- Collisions of which nothing was told since.
DELETE FROM collision WHERE (vin, collision_id) IN (
    SELECT vin, collision_id FROM collision WHERE event_id <= :last LIMIT :rows)

-- carhook disclose: its collisions.
SELECT * FROM collision WHERE vin = :vin ORDER BY collision_id

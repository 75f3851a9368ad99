-- The newest of one reading of one vehicle.
INSERT INTO latest (vin, name, at, value, event_id) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (vin, name) DO UPDATE
SET at = excluded.at, value = excluded.value, event_id = excluded.event_id
WHERE excluded.at >= at

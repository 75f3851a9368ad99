-- Where a vehicle is now, unless a newer position is known: late events move nobody back.
UPDATE vehicle
SET position_at = ?2, longitude = ?3, latitude = ?4, altitude_m = ?5, heading_deg = ?6,
    signal_quality = ?7, fix = ?8, position_event_id = ?9
WHERE vin = ?1 AND ?2 >= coalesce(position_at, '')

-- Notes a vehicle, or what is new of it. Where it is only a position changes that is not
-- older than the known one: late events move nobody back. So it is with the fleet.
-- Noting the same twice changes nothing: a day is counted when its first receipt comes, and
-- receipts come in their order.
INSERT INTO vehicle (vin, fleet_id, first_at, last_at, first_received_at, last_received_at,
                     heard_days, position_at, longitude, latitude, altitude_m, heading_deg,
                     signal_quality, fix, position_event_id, fleet_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (vin) DO UPDATE
SET fleet_id = CASE WHEN excluded.fleet_at >= coalesce(fleet_at, '')
                    THEN excluded.fleet_id ELSE fleet_id END,
    fleet_at = CASE WHEN excluded.fleet_at >= coalesce(fleet_at, '')
                    THEN excluded.fleet_at ELSE fleet_at END,
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at),
    first_received_at = min(first_received_at, excluded.first_received_at),
    heard_days = heard_days
                 + (substr(excluded.last_received_at, 1, 10) > substr(last_received_at, 1, 10)),
    last_received_at = max(last_received_at, excluded.last_received_at),
    position_at = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.position_at ELSE position_at END,
    longitude = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.longitude ELSE longitude END,
    latitude = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.latitude ELSE latitude END,
    altitude_m = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.altitude_m ELSE altitude_m END,
    heading_deg = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.heading_deg ELSE heading_deg END,
    signal_quality = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.signal_quality ELSE signal_quality END,
    fix = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.fix ELSE fix END,
    position_event_id = CASE WHEN excluded.position_at >= coalesce(position_at, '')
        THEN excluded.position_event_id ELSE position_event_id END

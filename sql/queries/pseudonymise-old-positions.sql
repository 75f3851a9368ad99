-- Positions of vehicles that are told no newer one.
UPDATE vehicle SET position_at = NULL, longitude = NULL, latitude = NULL, altitude_m = NULL,
    heading_deg = NULL, signal_quality = NULL, fix = NULL, position_event_id = NULL
WHERE vin >= :from AND vin < :to AND position_event_id <= :last AND vin NOT GLOB 'anon-*'

DROP VIEW IF EXISTS charging;
CREATE VIEW charging AS
-- How each vehicle was charged, in time order.
SELECT t.vin, t.at, r.plugged, r.charging, r.charging_type, r.charging_mode,
       r.charging_rate_kmh, r.charging_remaining_s, r.electric_level_percent,
       r.electric_autonomy_km, t.event_id
FROM timeline t JOIN reading r ON r.event_id = t.event_id
WHERE r.plugged IS NOT NULL OR r.charging IS NOT NULL;

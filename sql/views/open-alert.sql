DROP VIEW IF EXISTS open_alert;
CREATE VIEW open_alert AS
-- The alerts that are open, or of which nobody said that they are closed.
SELECT a.vin, v.fleet_id, a.type, a.alert_id, a.active, a.severity, a.started_at,
       a.start_longitude, a.start_latitude, a.first_at, a.last_at, a.event_id
FROM alert a LEFT JOIN vehicle v ON v.vin = a.vin
WHERE a.active IS NOT 0;

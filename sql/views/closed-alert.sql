DROP VIEW IF EXISTS closed_alert;
CREATE VIEW closed_alert AS
-- The alerts that are closed, and for how long they were open.
SELECT a.vin, v.fleet_id, a.type, a.alert_id, a.severity, a.started_at,
       a.ended_at,
       round((julianday(a.ended_at) - julianday(a.started_at)) * 24, 2) AS open_h,
       a.start_longitude, a.start_latitude, a.end_longitude, a.end_latitude,
       a.first_at, a.last_at, a.event_id
FROM alert a LEFT JOIN vehicle v ON v.vin = a.vin
WHERE a.active = 0;

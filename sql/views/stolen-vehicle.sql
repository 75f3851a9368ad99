DROP VIEW IF EXISTS stolen_vehicle;
CREATE VIEW stolen_vehicle AS
-- The vehicles that were declared stolen, with where they were last: state is stolen, found
-- or not told.
SELECT h.vin, v.fleet_id,
       CASE h.active WHEN 1 THEN 'stolen' WHEN 0 THEN 'found' ELSE 'not told' END AS state,
       h.started_at, h.ended_at, h.start_longitude, h.start_latitude, h.end_longitude,
       h.end_latitude, v.position_at, v.longitude, v.latitude, h.theft_id, h.first_at,
       h.last_at, h.event_id
FROM theft h LEFT JOIN vehicle v ON v.vin = h.vin;

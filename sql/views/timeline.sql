DROP VIEW IF EXISTS timeline;
CREATE VIEW timeline AS
-- Each vehicle's events in time order, with the position that each one told.
SELECT t.vin, t.at, t.event_id, t.position_at, t.longitude, t.latitude, t.altitude_m,
       t.heading_deg, t.signal_quality, t.fix
FROM timeline_run r CROSS JOIN timeline_row t ON t.run = r.run;

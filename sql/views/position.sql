DROP VIEW IF EXISTS position;
CREATE VIEW position AS
-- Where each vehicle was, in time order: the track.
SELECT vin, position_at AS at, longitude, latitude, altitude_m, heading_deg, signal_quality,
       fix, at AS event_at, event_id
FROM timeline WHERE longitude IS NOT NULL;

DROP VIEW IF EXISTS latest_position;
CREATE VIEW latest_position AS
-- Where each vehicle was last.
SELECT vin, position_at AS at, longitude, latitude, altitude_m, heading_deg, signal_quality,
       fix, fleet_id, position_event_id AS event_id
FROM vehicle WHERE longitude IS NOT NULL;

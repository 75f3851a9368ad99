DROP VIEW IF EXISTS privacy_state;
CREATE VIEW privacy_state AS
-- What each vehicle's driver lets be known: None (all of it), Geolocation or Full.
SELECT l.vin, v.fleet_id, l.value AS privacy, l.at, l.event_id
FROM vehicle v JOIN latest l ON l.vin = v.vin AND l.name = 'privacy';

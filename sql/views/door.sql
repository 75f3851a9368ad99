DROP VIEW IF EXISTS door;
CREATE VIEW door AS
-- How each vehicle's doors and locks were, in time order.
SELECT t.vin, t.at, r.locked_states, r.open_doors, t.event_id
FROM timeline t JOIN reading r ON r.event_id = t.event_id
WHERE r.locked_states IS NOT NULL OR r.open_doors IS NOT NULL;

DROP VIEW IF EXISTS redelivered_event;
CREATE VIEW redelivered_event AS
-- The events that came more than once.
SELECT r.event_id, e.kind, e.vin, e.event_at, e.received_at AS first_received_at, r.times,
       r.last_at AS last_received_at, s.name AS source
FROM redelivery r JOIN event e ON e.id = r.event_id JOIN source s ON s.id = e.source_id;

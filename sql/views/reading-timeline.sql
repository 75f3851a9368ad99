DROP VIEW IF EXISTS reading_timeline;
CREATE VIEW reading_timeline AS
-- What was read of each vehicle, in time order: values over time.
SELECT t.vin, t.at, r.*
FROM timeline t JOIN reading r ON r.event_id = t.event_id;

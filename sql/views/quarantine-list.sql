DROP VIEW IF EXISTS quarantine_list;
CREATE VIEW quarantine_list AS
-- What could not be read as events, without the bodies.
SELECT q.id AS quarantine_id, s.name AS source, q.reason, q.path, length(q.body) AS bytes,
       q.times, q.first_at, q.last_at, q.delivery_id
FROM quarantine q JOIN source s ON s.id = q.source_id;

DROP VIEW IF EXISTS finding_report;
CREATE VIEW finding_report AS
-- What each source sent that its edition does not foresee: contract drift.
SELECT f.id AS finding_id, s.name AS source, s.edition, f.path, f.problem, f.value, f.times,
       f.first_at, f.last_at, e.monitor_id, f.event_id, f.delivery_id
FROM finding f JOIN source s ON s.id = f.source_id LEFT JOIN event e ON e.id = f.event_id;

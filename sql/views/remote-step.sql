DROP VIEW IF EXISTS remote_step;
CREATE VIEW remote_step AS
-- Each remote action's events.
SELECT s.action_id, s.at, s.event_id, s.vin, s.remote_type, s.type, s.status, s.failure_cause,
       s.feedback_detail
FROM timeline_run r CROSS JOIN remote_step_row s ON s.run = r.run;

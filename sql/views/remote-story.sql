DROP VIEW IF EXISTS remote_story;
CREATE VIEW remote_story AS
-- Each remote action's steps in time order, with the seconds since the step before.
SELECT action_id, at, vin, remote_type, type, status, failure_cause, feedback_detail,
       round((julianday(at) - julianday(lag(at) OVER action)) * 86400, 3) AS after_s,
       row_number() OVER action AS step, event_id
FROM remote_step
WINDOW action AS (PARTITION BY action_id ORDER BY at, event_id);

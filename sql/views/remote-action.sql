DROP VIEW IF EXISTS remote_action;
CREATE VIEW remote_action AS
-- How each remote action stands: its last final event decides, by event date, and no
-- pending one undoes it; several finals are allowed (contract section 10).
--
-- outcome: success, already_done, failed, unknown (a final status the contract does
-- not know), pending (no final yet). A step that names no action is none's.
-- took_s: seconds from the first event to the one that decided.
-- contradicted: 1 if some finals tell of a success and others of a failure.
WITH action AS (
    SELECT action_id, count(*) AS steps, sum(type = 'Done') AS finals,
           min(at) AS first_at, max(at) AS last_at,
           max(vin) AS vin, max(remote_type) AS remote_type,
           min(CASE WHEN type = 'Done' THEN at END) AS first_final_at,
           max(CASE WHEN type IS NOT 'Done' THEN at END) AS last_pending_at,
           max(type = 'Done' AND status = 'Failed') AND
               max(type = 'Done' AND status IN ('Success', 'AlreadyDone')) AS contradicted,
           -- A final step before any pending one, then the date, then what came last: as
           -- one text, which ends with the event, so that one pass finds it.
           max((type IS 'Done') || at || substr('000000000000000000' || event_id, -19)) AS decisive
    FROM remote_step WHERE action_id <> '' GROUP BY action_id
)
SELECT a.action_id, a.vin, a.remote_type,
       CASE WHEN s.type IS NOT 'Done' THEN 'pending'
            WHEN s.status = 'Success' THEN 'success'
            WHEN s.status = 'AlreadyDone' THEN 'already_done'
            WHEN s.status = 'Failed' THEN 'failed'
            ELSE 'unknown' END AS outcome,
       s.type IS 'Done' AS terminal,
       s.type, s.status, s.failure_cause, s.feedback_detail,
       a.steps, a.finals, a.first_at, a.last_at, s.at AS decided_at,
       CASE WHEN s.type IS 'Done'
            THEN round((julianday(s.at) - julianday(a.first_at)) * 86400, 1) END AS took_s,
       s.event_id, a.first_final_at, a.last_pending_at,
       coalesce(a.contradicted, 0) AS contradicted
FROM (SELECT *, CAST(substr(decisive, -19) AS INTEGER) AS event_id FROM action) a
JOIN remote_step_row s ON s.run = a.event_id / 32768 AND s.action_id = a.action_id
                      AND s.event_id = a.event_id;

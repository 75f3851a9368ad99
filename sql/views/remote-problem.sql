DROP VIEW IF EXISTS remote_problem;
CREATE VIEW remote_problem AS
-- Remote actions that did not go as the vendor's chart has it (contract section 10):
-- stuck: no final status for ten minutes; pending_after_final: a pending status is dated
-- after a final one; contradiction: final statuses that exclude each other.
SELECT * FROM (
    SELECT a.action_id, a.vin, a.remote_type, p.problem,
           CASE p.problem
           WHEN 'stuck' THEN
               CASE WHEN NOT a.terminal AND
                         a.last_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-10 minutes')
                    THEN a.last_at END
           WHEN 'pending_after_final' THEN
               CASE WHEN a.last_pending_at > a.first_final_at THEN a.last_pending_at END
           WHEN 'contradiction' THEN
               CASE WHEN a.contradicted THEN a.decided_at END
           END AS at
    FROM remote_action a
    CROSS JOIN (SELECT 'stuck' AS problem UNION ALL SELECT 'pending_after_final'
                UNION ALL SELECT 'contradiction') p)
WHERE at IS NOT NULL;

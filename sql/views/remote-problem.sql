DROP VIEW IF EXISTS remote_problem;
CREATE VIEW remote_problem AS
-- Remote actions that did not go as the vendor's chart has it (contract section 10):
-- stuck: no final status for ten minutes; pending_after_final: a pending status is dated
-- after a final one; contradiction: final statuses that exclude each other.
SELECT action_id, vin, remote_type, 'stuck' AS problem, last_at AS at
FROM remote_action
WHERE NOT terminal AND last_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-10 minutes')
UNION ALL
SELECT p.action_id, max(p.vin), max(p.remote_type), 'pending_after_final', max(p.at)
FROM remote_step p
WHERE p.action_id <> '' AND p.type IS NOT 'Done' AND EXISTS (SELECT 1 FROM remote_step d
    WHERE d.action_id = p.action_id AND d.type = 'Done' AND d.at < p.at)
GROUP BY p.action_id
UNION ALL
SELECT action_id, max(vin), max(remote_type), 'contradiction', max(at)
FROM remote_step WHERE action_id <> '' AND type = 'Done'
GROUP BY action_id
HAVING sum(status = 'Failed') > 0 AND sum(status IN ('Success', 'AlreadyDone')) > 0;

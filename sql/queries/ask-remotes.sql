-- carhook remotes: how each remote action stands, and what of remote_problem weighs most. A source is that of one of its events, a
-- fleet its vehicle's; a monitor has none. Of more than are asked for the last.
SELECT action_id, vin, remote_type,
       CASE outcome WHEN 'success' THEN 'done' WHEN 'already_done' THEN 'was so already'
            WHEN 'failed' THEN 'failed' WHEN 'pending' THEN 'not yet: ' || coalesce(status, '?')
            ELSE 'ended as ' || coalesce(status, '?') END AS outcome,
       failure_cause, steps, first_at, last_at,
       CASE WHEN terminal THEN round((julianday(decided_at) - julianday(first_at)) * 86400, 1)
            END AS took_s,
       (SELECT CASE WHEN sum(q.type = 'Done' AND q.status = 'Failed') > 0 AND
                         sum(q.type = 'Done' AND q.status IN ('Success', 'AlreadyDone')) > 0
                    THEN 'contradiction'
                    WHEN max(CASE WHEN q.type IS NOT 'Done' THEN q.at END) >
                         min(CASE WHEN q.type = 'Done' THEN q.at END)
                    THEN 'pending_after_final'
                    WHEN a.outcome = 'pending' AND
                         a.last_at < strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(:now, 'now'),
                                              '-10 minutes')
                    THEN 'stuck' END
        FROM remote_step q WHERE q.action_id = a.action_id) AS problem
FROM (SELECT * FROM remote_action a
      WHERE coalesce(vin, '') BETWEEN :vin_first AND :vin_last
        AND last_at >= :since AND last_at < :until
        AND (:fleet IS NULL OR :fleet = (SELECT fleet_id FROM vehicle v WHERE v.vin = a.vin))
        AND (:source IS NULL OR EXISTS
             (SELECT 1 FROM remote_step q JOIN event e ON e.id = q.event_id
                                          JOIN source s ON s.id = e.source_id
              WHERE q.action_id = a.action_id AND s.name = :source))
      ORDER BY last_at DESC, action_id DESC LIMIT :limit) a
ORDER BY last_at, action_id

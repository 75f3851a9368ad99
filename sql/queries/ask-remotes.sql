-- carhook remotes: how each remote action stands, and what of remote_problem weighs most.
-- A source is that of the event that decides, a fleet its vehicle's; a monitor has none. Of
-- more than are asked for the last.
SELECT action_id, vin, remote_type,
       CASE outcome WHEN 'success' THEN 'done' WHEN 'already_done' THEN 'was so already'
            WHEN 'failed' THEN 'failed' WHEN 'pending' THEN 'not yet: ' || coalesce(status, '?')
            ELSE 'ended as ' || coalesce(status, '?') END AS outcome,
       failure_cause, steps, first_at, last_at, took_s,
       CASE WHEN contradicted THEN 'contradiction'
            WHEN last_pending_at > first_final_at THEN 'pending_after_final'
            WHEN outcome = 'pending' AND
                 last_at < strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(:now, 'now'), '-10 minutes')
            THEN 'stuck' END AS problem
FROM (SELECT * FROM remote_action a
      WHERE coalesce(vin, '') BETWEEN :vin_first AND :vin_last
        AND last_at >= :since AND last_at < :until
        AND (:fleet IS NULL OR :fleet = (SELECT fleet_id FROM vehicle v WHERE v.vin = a.vin))
        AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                           ON s.id = e.source_id WHERE e.id = a.event_id))
      ORDER BY last_at DESC, action_id DESC LIMIT :limit)
ORDER BY last_at, action_id

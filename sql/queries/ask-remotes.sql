-- carhook remotes: how each remote action stands.
SELECT action_id, vin, remote_type,
       CASE outcome WHEN 'success' THEN 'done' WHEN 'already_done' THEN 'was so already'
            WHEN 'failed' THEN 'failed' WHEN 'pending' THEN 'not yet: ' || coalesce(status, '?')
            ELSE 'ended as ' || coalesce(status, '?') END AS outcome,
       failure_cause, steps, first_at, last_at,
       round((julianday(decided_at) - julianday(first_at)) * 86400, 1) AS took_s
FROM remote_action
WHERE coalesce(vin, '') BETWEEN :vin_first AND :vin_last
  AND last_at >= :since AND last_at < :until
ORDER BY last_at LIMIT :limit

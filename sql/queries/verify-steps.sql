-- The steps of remote actions that those events are.
SELECT s.*
FROM (SELECT id FROM event
      WHERE ?1 IS NULL AND vin IS NULL AND id <= (SELECT event_id FROM derived)
      UNION ALL
      SELECT t.event_id FROM timeline t WHERE t.vin = ?1) n
JOIN event e ON e.id = n.id
JOIN remote_step_row s ON s.run = e.id / 32768 AND s.action_id = coalesce(e.action_id, '')
                      AND s.at = coalesce(e.event_at, e.received_at) AND s.event_id = e.id
ORDER BY s.run, s.action_id, s.at, s.event_id

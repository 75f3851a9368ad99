-- Steps of remote actions: whole runs at first, then those of the last.
DELETE FROM remote_step_row WHERE (run, action_id, at, event_id) IN (
    SELECT run, action_id, at, event_id FROM remote_step_row
    WHERE run <= :last / 32768 AND event_id <= :last LIMIT :rows)

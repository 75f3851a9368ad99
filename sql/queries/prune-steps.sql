-- Steps of remote actions.
DELETE FROM remote_step WHERE (action_id, at, event_id) IN (
    SELECT action_id, at, event_id FROM remote_step WHERE event_id <= :last LIMIT :rows)

-- Of an event: its step of a remote action.
DELETE FROM remote_step_row
WHERE run = :id / 32768
  AND action_id = (SELECT coalesce(action_id, '') FROM event WHERE id = :id) AND event_id = :id

-- The steps of remote actions that some events are.
UPDATE remote_step_row SET vin = pseudonym(vin)
WHERE (run, action_id, at, event_id) IN (
    SELECT id / 32768, coalesce(action_id, ''), coalesce(event_at, received_at), id
    FROM event WHERE id > :first AND id <= :last AND kind = 'remote')

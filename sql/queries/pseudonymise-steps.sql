-- The steps of remote actions that some events are.
UPDATE remote_step SET vin = pseudonym(vin)
WHERE (action_id, at, event_id) IN (
    SELECT coalesce(action_id, ''), coalesce(event_at, received_at), id
    FROM event WHERE id > :first AND id <= :last AND kind = 'remote')

-- How many events of the log are not derived yet, about: some ids are never used. At least
-- one where deliveries are not counted.
SELECT max((SELECT coalesce(max(id), 0) FROM event) - event_id,
           (SELECT coalesce(max(id), 0) FROM delivery) > delivery_id)
FROM derived

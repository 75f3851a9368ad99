-- How many events of the log are not derived yet, about: some ids are never used.
SELECT (SELECT coalesce(max(id), 0) FROM event) - event_id FROM derived

-- The event with this identity, and whether it is known to be another vehicle's; IS also
-- finds the one without a date. Where a token stands for the VIN, nobody knows.
SELECT id, vin <> ?3 AND id > (SELECT event_id FROM pseudonymised WHERE id = 1)
FROM event WHERE event_at IS ?1 AND digest = ?2

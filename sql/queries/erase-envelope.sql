-- Of a delivery: what was around its events.
UPDATE delivery SET envelope = NULL WHERE id = :id

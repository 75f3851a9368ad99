-- Moves the derivation's cursors, if nobody else has moved them meanwhile.
UPDATE derived SET event_id = ?2, delivery_id = ?4
WHERE only_row = 1 AND event_id = ?1 AND delivery_id = ?3

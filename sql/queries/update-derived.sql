-- Moves the derivation's cursor, never back.
UPDATE derived SET event_id = ?1 WHERE only_row = 1 AND event_id < ?1

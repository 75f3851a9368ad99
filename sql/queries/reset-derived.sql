-- Lets the derivation begin at the beginning.
UPDATE derived SET event_id = 0, delivery_id = 0 WHERE only_row = 1

-- Writes the cursor as it is, to see whether the database can be written.
UPDATE derived SET event_id = event_id WHERE only_row = 1

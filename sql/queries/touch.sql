-- Writes something, to see whether the database can be written: an UPDATE that changes
-- nothing would write nothing.
UPDATE derived SET touched = touched + 1 WHERE only_row = 1

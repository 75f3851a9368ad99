-- What could not be read.
DELETE FROM quarantine WHERE id = :id

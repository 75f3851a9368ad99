-- What could not be read and names the vehicle.
DELETE FROM quarantine WHERE instr(body, CAST(?1 AS BLOB)) > 0

-- What could not be read and names the vehicle, or came with its VIN.
DELETE FROM quarantine WHERE instr(body, CAST(?1 AS BLOB)) > 0 OR vin = ?1

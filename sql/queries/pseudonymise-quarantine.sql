-- Bodies that could not be read. Their digests stay.
UPDATE OR REPLACE quarantine SET body = c.body, path = c.path, vin = c.vin
FROM temp.changed c WHERE c.id = quarantine.id

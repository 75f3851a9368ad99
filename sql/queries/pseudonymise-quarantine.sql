-- Bodies that could not be read. Their digests stay. Without a join, which would make a copy of
-- every body first.
UPDATE OR REPLACE quarantine SET
    body = (SELECT body FROM temp.changed c WHERE c.id = quarantine.id),
    path = (SELECT path FROM temp.changed c WHERE c.id = quarantine.id),
    vin = (SELECT vin FROM temp.changed c WHERE c.id = quarantine.id)
WHERE id IN (SELECT id FROM temp.changed)

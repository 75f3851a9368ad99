-- The events themselves. Their digests stay: sent again, they are known. Without a join, which
-- would make a copy of every event first.
UPDATE event SET
    json = (SELECT body FROM temp.changed c WHERE c.id = event.id),
    vin = (SELECT vin FROM temp.changed c WHERE c.id = event.id)
WHERE id IN (SELECT id FROM temp.changed WHERE id > :first AND id <= :last)

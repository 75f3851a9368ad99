-- The events themselves. Their digests stay: sent again, they are known.
UPDATE event SET json = c.body, vin = c.vin
FROM temp.changed c WHERE event.id = c.id AND event.id > :first AND event.id <= :last

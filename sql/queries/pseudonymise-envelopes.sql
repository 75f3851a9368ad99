-- What some requests had around their events.
UPDATE delivery SET envelope = c.body
FROM temp.changed c WHERE delivery.id = c.id AND delivery.id > :first AND delivery.id <= :last

-- What some requests had around their events. Without a join, as of the events.
UPDATE delivery SET envelope = (SELECT body FROM temp.changed c WHERE c.id = delivery.id)
WHERE id IN (SELECT id FROM temp.changed WHERE id > :first AND id <= :last)

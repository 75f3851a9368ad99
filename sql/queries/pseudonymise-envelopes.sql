-- What some requests had around their events.
UPDATE delivery SET envelope = pseudonymise(envelope, NULL)
WHERE id > :first AND id <= :last AND envelope IS NOT NULL

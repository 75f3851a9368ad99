-- What some requests had around their events, and what stands in its place.
INSERT INTO temp.changed (id, body)
SELECT id, pseudonymise(envelope, NULL) FROM delivery
WHERE id > :first AND id <= :last AND envelope IS NOT NULL

-- Some events, and what stands in their place. In a table of our own: nobody waits for it.
INSERT INTO temp.changed (id, body, vin)
SELECT id, pseudonymise(json, vin), pseudonym(vin) FROM event WHERE id > :first AND id <= :last

-- The events themselves. Their digests stay: sent again, they are known.
UPDATE event SET json = pseudonymise(json, vin), vin = pseudonym(vin)
WHERE id > :first AND id <= :last

-- Bodies that could not be read and have not come since. Their digests stay.
UPDATE quarantine SET body = CAST(pseudonymise(body, vin) AS BLOB), vin = CASE vin WHEN '' THEN '' ELSE pseudonym(vin) END
WHERE id IN (SELECT id FROM quarantine WHERE last_at < :before
             AND CAST(body AS TEXT) <> pseudonymise(body, vin) LIMIT :rows)

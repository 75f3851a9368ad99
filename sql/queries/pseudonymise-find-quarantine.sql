-- Bodies that could not be read and have not come since, and what stands in their place. In
-- a table of our own: nobody waits for it.
INSERT INTO temp.changed (id, body, path, vin)
SELECT id, body, path, vin
FROM (SELECT id, CAST(pseudonymise(body, vin) AS BLOB) AS body, pseudonymise_quoted(path) AS path,
             iif(vin = '', '', pseudonym(vin)) AS vin,
             body AS old_body, path AS old_path, vin AS old_vin
      FROM quarantine WHERE id >= :from AND id < :to AND last_at < :before)
WHERE body <> old_body OR path <> old_path OR vin <> old_vin

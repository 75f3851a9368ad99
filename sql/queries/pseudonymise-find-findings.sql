-- What old findings quote, and what stands in its place. In a table of our own: nobody waits
-- for it.
INSERT INTO temp.changed (id, path, variant, value)
SELECT id, path, variant, value
FROM (SELECT id, pseudonymise_quoted(path) AS path, pseudonymise_quoted(variant) AS variant,
             pseudonymise_quoted(value) AS value,
             path AS old_path, variant AS old_variant, value AS old_value
      FROM finding WHERE id >= :from AND id < :to AND first_at < :before)
WHERE path <> old_path OR variant <> old_variant OR value <> old_value

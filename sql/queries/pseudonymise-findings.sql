-- Values that findings quote.
UPDATE OR IGNORE finding
SET value = pseudonymise(value, NULL), variant = pseudonymise(variant, NULL)
WHERE first_at < :before AND value <> pseudonymise(value, NULL)

-- The counts of a request some of whose events were known already.
UPDATE delivery SET outcome = ?2, stored = ?3, redelivered = ?4 WHERE id = ?1

-- Literals that are VINs.
UPDATE value SET literal = pseudonymise(literal, NULL), previous = pseudonymise(previous, NULL)
WHERE event_id > :first AND event_id <= :last
  AND (length(literal) >= 17 OR length(previous) >= 17)

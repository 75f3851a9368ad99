-- What some events' values say.
UPDATE value SET data = pseudonymise(data, e.vin), literal = pseudonymise(literal, e.vin),
    previous = pseudonymise(previous, e.vin)
FROM event e
WHERE value.event_id > :first AND value.event_id <= :last AND e.id = value.event_id
  AND max(coalesce(length(data), 0), coalesce(length(literal), 0), coalesce(length(previous), 0))
      >= min(17, coalesce(length(e.vin), 17))

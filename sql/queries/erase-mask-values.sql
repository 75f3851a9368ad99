-- Of another vehicle's event: that its values name this one.
UPDATE value SET data = unnamed(data, :vin), literal = unnamed(literal, :vin),
    previous = unnamed(previous, :vin)
WHERE event_id = :id
  AND (names(data, :vin) OR names(literal, :vin) OR names(previous, :vin))

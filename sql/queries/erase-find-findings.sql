-- Of some ids the findings that quote the vehicle.
SELECT id, 0, 0 FROM finding
WHERE id > :after AND id <= :last
  AND (quotes(value, :vin) OR quotes(variant, :vin) OR quotes(path, :vin)) ORDER BY id

-- Of some ids the findings that quote the vehicle.
SELECT id, 0 FROM finding
WHERE id > :after AND id <= :last
  AND (names(value, :vin) OR names(variant, :vin) OR names(path, :vin)) ORDER BY id

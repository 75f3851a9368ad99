-- The same bytes that came again with the same VIN: both become one.
UPDATE quarantine SET times = quarantine.times + o.times,
    first_at = min(quarantine.first_at, o.first_at)
FROM temp.changed c JOIN quarantine o ON o.vin = c.vin AND o.id <> c.id
WHERE c.id = quarantine.id AND o.source_id = quarantine.source_id
  AND o.digest = quarantine.digest
  AND quarantine.id IN (SELECT id FROM temp.changed)

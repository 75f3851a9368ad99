-- What findings quote.
UPDATE OR REPLACE finding SET path = c.path, variant = c.variant, value = c.value
FROM temp.changed c WHERE c.id = finding.id
  AND finding.id IN (SELECT id FROM temp.changed)

-- What was found again after it had become a token: both become one.
UPDATE finding SET times = finding.times + o.times,
    first_at = min(finding.first_at, o.first_at)
FROM temp.changed c JOIN finding o ON o.path = c.path AND o.variant = c.variant AND o.id <> c.id
WHERE c.id = finding.id AND o.source_id = finding.source_id AND o.problem = finding.problem
  AND finding.id IN (SELECT id FROM temp.changed)

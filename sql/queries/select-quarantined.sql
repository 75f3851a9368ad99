-- The first row of quarantine from an id on, with its body; of one source or of all.
SELECT q.id, s.name, q.reason, q.path, q.vin, q.first_at, q.times, q.body
FROM quarantine q JOIN source s ON s.id = q.source_id
WHERE q.id >= ?1 AND (?2 IS NULL OR s.name = ?2) ORDER BY q.id LIMIT 1

-- carhook quarantine: what could not be read as events. A vehicle, a fleet and a monitor are
-- looked for in the bodies: they are named there, or not known.
SELECT l.quarantine_id, l.source, l.reason, l.path, l.bytes, l.times, l.first_at, l.last_at
FROM quarantine_list l JOIN quarantine q ON q.id = l.quarantine_id
WHERE (:source IS NULL OR l.source = :source) AND l.last_at >= :since AND l.last_at < :until
  AND (:vin IS NULL OR q.vin = :vin OR instr(q.body, CAST(:vin AS BLOB)) > 0)
  AND (:fleet IS NULL OR instr(q.body, CAST(:fleet AS BLOB)) > 0)
  AND (:monitor IS NULL OR instr(q.body, CAST(:monitor AS BLOB)) > 0)
ORDER BY l.quarantine_id LIMIT :limit

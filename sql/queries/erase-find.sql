-- The events of some ids that are a vehicle's, or name it.
SELECT id, vin IS NOT ?3 FROM event
WHERE id > ?1 AND id <= ?2 AND (vin = ?3 OR instr(json, ?3) > 0)
  AND coalesce(event_at, received_at) >= ?4 AND coalesce(event_at, received_at) < ?5
ORDER BY id

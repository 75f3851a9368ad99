-- The values of those events.
SELECT v.*
FROM (SELECT id FROM event
      WHERE ?1 IS NULL AND vin IS NULL AND id <= (SELECT event_id FROM derived)
      UNION ALL
      SELECT t.event_id FROM timeline t WHERE t.vin = ?1) n
JOIN value v ON v.event_id = n.id
ORDER BY v.event_id, v.position

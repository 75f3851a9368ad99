-- The readings of those events.
SELECT r.*
FROM (SELECT id FROM event
      WHERE ?1 IS NULL AND vin IS NULL AND id <= (SELECT event_id FROM derived)
      UNION ALL
      SELECT t.event_id FROM timeline t WHERE t.vin = ?1) n
JOIN reading r ON r.event_id = n.id
ORDER BY r.event_id

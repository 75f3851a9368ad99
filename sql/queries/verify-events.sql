-- The events of a vehicle, or with NULL those that are nobody's, all that is in the log; and
-- whether the digest is of what the JSON says, and not of what tokens or a mask stand for;
-- and what stood around.
SELECT e.*, e.id > (SELECT event_id FROM pseudonymised)
            AND instr(e.json, '(erased VIN)') = 0 AS is_as_sent,
       (SELECT envelope FROM delivery d WHERE d.id = e.delivery_id) AS envelope
FROM (SELECT id FROM event
      WHERE ?1 IS NULL AND vin IS NULL AND id <= (SELECT event_id FROM derived)
      UNION ALL
      SELECT t.event_id FROM timeline t WHERE t.vin = ?1) n
JOIN event e ON e.id = n.id
ORDER BY e.id

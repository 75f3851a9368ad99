-- The vehicles to derive again: of ?1 places in the log, or with 0 all, and then NULL for the
-- events that are no vehicle's. Not those whose last events are not derived yet. Of some the
-- first events are pruned, or have tokens: what is known of them tells more than the log.
WITH RECURSIVE place(number) AS (
    SELECT 0 UNION ALL SELECT number + 1 FROM place WHERE number + 1 < ?1
), later AS (
    SELECT vin FROM event WHERE id > (SELECT event_id FROM derived)
), since(at) AS (
    SELECT max(CASE WHEN first.id > 1 THEN first.received_at ELSE '' END,
               coalesce((SELECT received_at || 'Z' FROM event
                         WHERE id <= (SELECT event_id FROM pseudonymised)
                         ORDER BY id DESC LIMIT 1), ''))
    FROM (SELECT id, received_at FROM event ORDER BY id LIMIT 1) first
)
SELECT v.vin, v.first_received_at < (SELECT at FROM since) AS is_partly
FROM vehicle v
WHERE v.vin NOT IN (SELECT vin FROM later WHERE vin IS NOT NULL)
  AND (?1 = 0 OR v.vin IN (
      SELECT (SELECT e.vin FROM event e
              WHERE e.id > (SELECT max(id) FROM event) * p.number / ?1 AND e.vin IS NOT NULL
              ORDER BY e.id LIMIT 1)
      FROM place p))
UNION ALL
SELECT NULL, (SELECT at FROM since) > ''
WHERE ?1 = 0 AND NOT EXISTS (SELECT 1 FROM later WHERE vin IS NULL)

-- The same as ask-deliveries-of-events.sql of one vehicle: by its timeline, and what is not
-- derived yet.
WITH mine AS MATERIALIZED (
    SELECT e.id, e.delivery_id FROM event e
    WHERE e.id IN (SELECT event_id FROM timeline WHERE vin = :vin
                   UNION ALL
                   SELECT id FROM event
                   WHERE id > (SELECT event_id FROM derived) AND vin = :vin)
      AND (:fleet IS NULL OR :fleet = coalesce(e.fleet_id, (SELECT fleet_id FROM vehicle v
                                                            WHERE v.vin = e.vin)))
      AND (:monitor IS NULL OR e.monitor_id = :monitor)
)
SELECT d.id AS delivery_id, d.received_at, s.name AS source, d.shape, d.outcome, d.status,
       d.bytes, d.events, d.stored, d.redelivered, d.quarantined, d.findings
FROM delivery d JOIN source s ON s.id = d.source_id
WHERE d.id IN (SELECT delivery_id FROM mine
               UNION
               SELECT r.delivery_id FROM mine m JOIN redelivery r ON r.event_id = m.id)
  AND (:source IS NULL OR s.name = :source)
  AND d.received_at >= :since AND d.received_at < :until
ORDER BY d.id DESC LIMIT :limit

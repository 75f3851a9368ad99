-- The same as ask-deliveries.sql, of those that brought an event of a fleet or a monitor, for
-- the first or for the last time.
WITH mine AS MATERIALIZED (
    SELECT e.id, e.delivery_id FROM event e
    WHERE (:vin IS NULL OR e.vin = :vin)
      AND (:fleet IS NULL OR :fleet = coalesce(e.fleet_id, (SELECT fleet_id FROM vehicle v
                                                            WHERE v.vin = e.vin)))
      AND (:monitor IS NULL OR e.monitor_id = :monitor)
)
SELECT d.id AS delivery_id, d.received_at, s.name AS source, d.shape, d.outcome, d.status,
       d.bytes, d.events, d.stored, d.redelivered, d.quarantined, d.findings
FROM delivery d JOIN source s ON s.id = d.source_id
WHERE d.id IN (SELECT delivery_id FROM mine
               UNION
               SELECT r.delivery_id FROM redelivery r JOIN mine m ON m.id = r.event_id)
  AND (:source IS NULL OR s.name = :source)
  AND d.received_at >= :since AND d.received_at < :until
ORDER BY d.id DESC LIMIT :limit

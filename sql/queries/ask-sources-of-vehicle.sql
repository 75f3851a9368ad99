-- The same as ask-sources-of-events.sql of one vehicle: by its timeline, and what is not
-- derived yet.
SELECT s.name AS source, s.edition, count(DISTINCT e.delivery_id) AS deliveries,
       count(*) AS stored, coalesce(sum(r.times), 0) AS redelivered, NULL AS quarantined,
       NULL AS findings, max(max(e.received_at, coalesce(r.last_at, ''))) AS last_at
FROM event e JOIN source s ON s.id = e.source_id LEFT JOIN redelivery r ON r.event_id = e.id
WHERE e.id IN (SELECT event_id FROM timeline WHERE vin = :vin
               UNION ALL
               SELECT id FROM event
               WHERE id > (SELECT event_id FROM derived) AND vin = :vin)
  AND (:fleet IS NULL OR :fleet = coalesce(e.fleet_id, (SELECT fleet_id FROM vehicle v
                                                        WHERE v.vin = e.vin)))
  AND (:monitor IS NULL OR e.monitor_id = :monitor) AND (:source IS NULL OR s.name = :source)
  AND e.received_at >= :since AND e.received_at < :until
GROUP BY s.id ORDER BY s.name LIMIT :limit

-- The same as ask-events.sql of one vehicle: by its timeline, and what is not derived yet.
SELECT e.id AS event_id, e.received_at, e.event_at, s.name AS source, e.kind, e.monitor_id,
       e.action_id, e.callback_id, e.vin, e.fleet_id, e.refresh, e.json AS event
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.id IN (SELECT event_id FROM timeline WHERE vin = :vin
               UNION ALL
               SELECT id FROM event
               WHERE id > (SELECT event_id FROM derived) AND vin = :vin)
  AND (:fleet IS NULL OR e.fleet_id = :fleet)
  AND (:monitor IS NULL OR e.monitor_id = :monitor) AND (:source IS NULL OR s.name = :source)
  AND coalesce(e.event_at, e.received_at) >= :since
  AND coalesce(e.event_at, e.received_at) < :until
ORDER BY e.id LIMIT :limit

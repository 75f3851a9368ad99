-- The same as ask-monitors.sql, counted in the events of one vehicle: by its timeline, and
-- what is not derived yet.
SELECT coalesce(e.monitor_id, '') AS monitor_id, s.name AS source, count(*) AS events,
       sum(e.refresh IS 1) AS reminders,
       count(DISTINCT date(coalesce(e.event_at, e.received_at))) AS days,
       round(count(*) * 1.0 / count(DISTINCT date(coalesce(e.event_at, e.received_at))), 1)
           AS events_per_day,
       min(date(coalesce(e.event_at, e.received_at))) AS first_day,
       max(coalesce(e.event_at, e.received_at)) AS last_at,
       max(e.received_at) AS last_received_at
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.id IN (SELECT event_id FROM timeline WHERE vin = :vin
               UNION ALL
               SELECT id FROM event
               WHERE id > (SELECT event_id FROM derived) AND vin = :vin)
  AND e.kind = 'monitor'
  AND (:fleet IS NULL OR :fleet = coalesce(e.fleet_id, (SELECT fleet_id FROM vehicle v
                                                        WHERE v.vin = e.vin)))
  AND (:monitor IS NULL OR e.monitor_id = :monitor) AND (:source IS NULL OR s.name = :source)
GROUP BY e.monitor_id, e.source_id
HAVING max(e.received_at) >= :since AND max(e.received_at) < :until
ORDER BY 1 LIMIT :limit

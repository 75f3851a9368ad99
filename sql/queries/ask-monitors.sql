-- carhook monitors: what each monitor sends.
SELECT monitor_id, source, events, reminders, days, events_per_day, first_day, last_at,
       last_received_at
FROM monitor
WHERE (:monitor IS NULL OR monitor_id = :monitor) AND (:source IS NULL OR source = :source)
  AND last_received_at >= :since AND last_received_at < :until
ORDER BY monitor_id LIMIT :limit

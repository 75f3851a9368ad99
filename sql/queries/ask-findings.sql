-- carhook findings: what the editions do not foresee; with one example event.
SELECT f.source, f.edition, f.path, f.problem, f.value, f.times, f.first_at, f.last_at,
       f.monitor_id, f.event_id, (SELECT json FROM event e WHERE e.id = f.event_id) AS json
FROM finding_report f
WHERE (:source IS NULL OR f.source = :source) AND (:monitor IS NULL OR f.monitor_id = :monitor)
  AND f.last_at >= :since AND f.last_at < :until
ORDER BY f.source, f.last_at DESC LIMIT :limit

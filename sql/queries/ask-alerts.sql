-- carhook alerts: those that are open, or with --all every one. A monitor and a source are
-- those of the last event that told of it.
SELECT a.vin, v.fleet_id, a.type, a.severity,
       CASE a.active WHEN 1 THEN 'open' WHEN 0 THEN 'closed' ELSE 'not told' END AS state,
       a.started_at, a.ended_at, a.last_at, a.event_id
FROM alert a LEFT JOIN vehicle v ON v.vin = a.vin
WHERE a.vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR v.fleet_id = :fleet)
  AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event WHERE id = a.event_id))
  AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                     ON s.id = e.source_id WHERE e.id = a.event_id))
  AND a.last_at >= :since AND a.last_at < :until AND (:all OR a.active IS NOT 0)
ORDER BY a.vin, a.type LIMIT :limit

-- carhook findings: what the editions do not foresee; with one example event, whose are the
-- vehicle, the fleet and the monitor.
SELECT f.source, f.edition, f.path, f.problem, f.value, f.times, f.first_at, f.last_at,
       f.monitor_id, f.event_id, e.json
FROM finding_report f LEFT JOIN event e ON e.id = f.event_id
WHERE (:source IS NULL OR f.source = :source) AND (:monitor IS NULL OR f.monitor_id = :monitor)
  AND (:vin IS NULL OR e.vin = :vin)
  AND (:fleet IS NULL OR :fleet = coalesce(e.fleet_id, (SELECT fleet_id FROM vehicle v
                                                        WHERE v.vin = e.vin)))
  AND f.last_at >= :since AND f.last_at < :until
ORDER BY f.source, f.last_at DESC LIMIT :limit

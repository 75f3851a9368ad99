-- carhook export positions: where each vehicle was, by vehicle and in time order, and on
-- which trip: the last one that had begun, unless it was over by then.
SELECT v.vin, p.at, p.longitude, p.latitude, p.altitude_m, p.heading_deg, p.fix, p.event_id,
       (SELECT CASE WHEN t.stopped_at < p.at THEN NULL ELSE t.trip_id END FROM trip t
        WHERE t.vin = v.vin AND t.started_at <= p.at
        ORDER BY t.started_at DESC LIMIT 1) AS trip_id
FROM vehicle v CROSS JOIN position p ON p.vin = v.vin
WHERE v.vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR v.fleet_id = :fleet)
  AND p.event_at >= :since AND p.event_at < :until
  AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event WHERE id = p.event_id))
  AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                     ON s.id = e.source_id WHERE e.id = p.event_id))
ORDER BY v.vin, p.at LIMIT :limit

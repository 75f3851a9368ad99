-- carhook positions: where each vehicle was last. A monitor and a source are those of the
-- event that told it.
SELECT vin, fleet_id, at, longitude, latitude, altitude_m, heading_deg, fix
FROM latest_position p
WHERE vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR fleet_id = :fleet)
  AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event WHERE id = p.event_id))
  AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                     ON s.id = e.source_id WHERE e.id = p.event_id))
  AND at >= :since AND at < :until
ORDER BY vin LIMIT :limit

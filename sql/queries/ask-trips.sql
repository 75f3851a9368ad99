-- carhook trips. A monitor and a source are those of the last event that told of it.
SELECT t.vin, t.trip_id, t.started_at, t.stopped_at, t.duration_s, t.distance_km,
       t.fuel_used_l, t.electric_used_kwh, t.average_speed_kmh, t.max_speed_kmh, t.done
FROM trip t LEFT JOIN vehicle v ON v.vin = t.vin
WHERE t.vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR v.fleet_id = :fleet)
  AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event WHERE id = t.event_id))
  AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                     ON s.id = e.source_id WHERE e.id = t.event_id))
  AND t.last_at >= :since AND t.last_at < :until
ORDER BY t.vin, coalesce(t.started_at, t.first_at) LIMIT :limit

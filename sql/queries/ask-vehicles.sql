-- carhook vehicles: where each vehicle is and how it is. Of a monitor or a source are those
-- of which one of its events told.
SELECT vin, fleet_id, last_at, longitude, latitude, mileage_km, fuel_level_percent,
       electric_level_percent, charging, privacy, open_alerts
FROM vehicle_overview o
WHERE vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR fleet_id = :fleet)
  AND last_at >= :since AND last_at < :until
  AND (:monitor IS NULL AND :source IS NULL OR EXISTS
       (SELECT 1 FROM timeline t JOIN event e ON e.id = t.event_id
                                 JOIN source s ON s.id = e.source_id
        WHERE t.vin = o.vin AND (:monitor IS NULL OR e.monitor_id = :monitor)
          AND (:source IS NULL OR s.name = :source)))
ORDER BY vin LIMIT :limit

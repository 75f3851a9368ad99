-- carhook vehicles: where each vehicle is and how it is.
SELECT vin, fleet_id, last_at, longitude, latitude, mileage_km, fuel_level_percent,
       electric_level_percent, charging, privacy, open_alerts
FROM vehicle_overview
WHERE vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR fleet_id = :fleet)
  AND last_at >= :since AND last_at < :until
ORDER BY vin LIMIT :limit

-- carhook positions: where each vehicle was last.
SELECT vin, fleet_id, at, longitude, latitude, altitude_m, heading_deg, fix
FROM latest_position
WHERE vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR fleet_id = :fleet)
  AND at >= :since AND at < :until
ORDER BY vin LIMIT :limit

-- carhook export positions: where each vehicle was, by vehicle and in time order.
SELECT v.vin, p.at, p.longitude, p.latitude, p.altitude_m, p.heading_deg, p.fix, p.event_id
FROM vehicle v CROSS JOIN position p ON p.vin = v.vin
WHERE v.vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR v.fleet_id = :fleet)
  AND p.event_at >= :since AND p.event_at < :until
ORDER BY v.vin, p.at LIMIT :limit

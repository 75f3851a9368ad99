-- carhook positions --vin: where one vehicle was, in time order.
SELECT vin, at, longitude, latitude, altitude_m, heading_deg, fix, event_id
FROM position
WHERE vin = :vin_first AND event_at >= :since AND event_at < :until
ORDER BY event_at LIMIT :limit

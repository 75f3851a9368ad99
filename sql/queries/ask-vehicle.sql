-- carhook vehicle: what happened to one vehicle, in time order.
SELECT at, kind, what, value, previous, refresh, longitude, latitude, monitor_id, action_id,
       source, event_id
FROM vehicle_timeline
WHERE vin = :vin_first AND at >= :since AND at < :until
  AND (:monitor IS NULL OR monitor_id = :monitor) AND (:source IS NULL OR source = :source)
ORDER BY at LIMIT :limit

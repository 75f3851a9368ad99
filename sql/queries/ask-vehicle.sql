-- carhook vehicle: what happened to one vehicle, in time order; of more than are asked for the
-- last.
SELECT at, kind, what, value, previous, refresh, longitude, latitude, monitor_id, action_id,
       source, event_id
FROM (SELECT * FROM vehicle_timeline t
      WHERE vin = :vin_first AND at >= :since AND at < :until
        AND (:fleet IS NULL OR
             :fleet = coalesce(t.fleet_id, (SELECT fleet_id FROM vehicle
                                            WHERE vin = :vin_first)))
        AND (:monitor IS NULL OR monitor_id = :monitor)
        AND (:source IS NULL OR source = :source)
      ORDER BY at DESC, event_id DESC, what DESC LIMIT :limit)
ORDER BY at, event_id, what

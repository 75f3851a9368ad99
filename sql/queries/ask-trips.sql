-- carhook trips. A monitor and a source are those of the last event that told of it.
--
-- How far and how long is what the trip says of itself, else what was last told of its
-- vehicle by the values vehicle.trip.distance and vehicle.trip.duration, which name no trip,
-- from its beginning to the beginning of the next; else the time between its ends. Looked up
-- for the rows that are shown only.
WITH shown AS MATERIALIZED (
    SELECT t.*, (SELECT min(n.started_at) FROM trip n
                 WHERE n.vin = t.vin AND n.started_at > coalesce(t.started_at, t.first_at))
                    AS next_at
    FROM trip t LEFT JOIN vehicle v ON v.vin = t.vin
    WHERE t.vin BETWEEN :vin_first AND :vin_last AND (:fleet IS NULL OR v.fleet_id = :fleet)
      AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event WHERE id = t.event_id))
      AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                         ON s.id = e.source_id WHERE e.id = t.event_id))
      AND t.last_at >= :since AND t.last_at < :until
    ORDER BY t.vin, coalesce(t.started_at, t.first_at) LIMIT :limit
)
SELECT shown.vin, shown.trip_id, shown.started_at, shown.stopped_at,
       coalesce(shown.duration_s,
                (SELECT r.trip_duration_s
                 FROM timeline l CROSS JOIN reading r ON r.event_id = l.event_id
                 WHERE l.vin = shown.vin AND l.at >= coalesce(shown.started_at, shown.first_at)
                   AND (shown.next_at IS NULL OR l.at < shown.next_at)
                   AND r.trip_duration_s IS NOT NULL
                 ORDER BY l.at DESC, l.event_id DESC LIMIT 1),
                round((julianday(shown.stopped_at) - julianday(shown.started_at)) * 86400))
           AS duration_s,
       coalesce(shown.distance_km,
                (SELECT r.trip_distance_km
                 FROM timeline l CROSS JOIN reading r ON r.event_id = l.event_id
                 WHERE l.vin = shown.vin AND l.at >= coalesce(shown.started_at, shown.first_at)
                   AND (shown.next_at IS NULL OR l.at < shown.next_at)
                   AND r.trip_distance_km IS NOT NULL
                 ORDER BY l.at DESC, l.event_id DESC LIMIT 1)) AS distance_km,
       shown.fuel_used_l, shown.electric_used_kwh, shown.average_speed_kmh,
       shown.max_speed_kmh, shown.done
FROM shown ORDER BY shown.vin, coalesce(shown.started_at, shown.first_at)

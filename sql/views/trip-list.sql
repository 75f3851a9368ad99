DROP VIEW IF EXISTS trip_list;
CREATE VIEW trip_list AS
-- The trips: when and where they began and ended, how far they went, and what they used. A
-- duration that was not told is the time between the two; state is over, under way (begun,
-- and no end was told) or not told.
SELECT t.vin, v.fleet_id, t.trip_id,
       CASE WHEN t.stopped_at IS NOT NULL OR t.done THEN 'over'
            WHEN t.started_at IS NOT NULL THEN 'under way' ELSE 'not told' END AS state,
       t.started_at, t.stopped_at,
       coalesce(t.duration_s,
                round((julianday(t.stopped_at) - julianday(t.started_at)) * 86400)) AS duration_s,
       t.distance_km, t.average_speed_kmh, t.max_speed_kmh, t.fuel_used_l, t.electric_used_kwh,
       t.start_longitude, t.start_latitude, t.stop_longitude, t.stop_latitude,
       (SELECT group_concat(value, ', ') FROM json_each(t.faults)) AS faults,
       t.first_at, t.last_at, t.event_id
FROM trip t LEFT JOIN vehicle v ON v.vin = t.vin;

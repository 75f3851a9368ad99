DROP VIEW IF EXISTS vehicle_overview;
CREATE VIEW vehicle_overview AS
-- One row per vehicle: when it was seen, where it was last, what was last read of it, and
-- how many alerts are open.
SELECT v.vin, v.fleet_id, v.first_at, v.last_at, v.last_received_at,
       v.position_at, v.longitude, v.latitude,
       (SELECT value FROM latest l WHERE l.vin = v.vin AND l.name = 'mileage_km')
           AS mileage_km,
       (SELECT value FROM latest l WHERE l.vin = v.vin AND l.name = 'fuel_level_percent')
           AS fuel_level_percent,
       (SELECT value FROM latest l WHERE l.vin = v.vin AND l.name = 'electric_level_percent')
           AS electric_level_percent,
       coalesce((SELECT value FROM latest l
                 WHERE l.vin = v.vin AND l.name = 'electric_autonomy_km'),
                (SELECT value FROM latest l
                 WHERE l.vin = v.vin AND l.name = 'fuel_autonomy_km')) AS autonomy_km,
       (SELECT value FROM latest l WHERE l.vin = v.vin AND l.name = 'charging') AS charging,
       (SELECT value FROM latest l WHERE l.vin = v.vin AND l.name = 'privacy') AS privacy,
       (SELECT count(*) FROM alert a WHERE a.vin = v.vin AND a.active IS NOT 0) AS open_alerts
FROM vehicle v;

DROP VIEW IF EXISTS maintenance_due;
CREATE VIEW maintenance_due AS
-- What is known of each vehicle's next maintenance; overdue where days or km are below 0.
SELECT vin, fleet_id, days_before_maintenance, mileage_before_maintenance_km,
       coalesce(days_before_maintenance < 0, 0)
           OR coalesce(mileage_before_maintenance_km < 0, 0) AS overdue
FROM (SELECT v.vin, v.fleet_id,
             (SELECT value FROM latest l
              WHERE l.vin = v.vin AND l.name = 'days_before_maintenance')
                 AS days_before_maintenance,
             (SELECT value FROM latest l
              WHERE l.vin = v.vin AND l.name = 'mileage_before_maintenance_km')
                 AS mileage_before_maintenance_km
      FROM vehicle v)
WHERE days_before_maintenance IS NOT NULL OR mileage_before_maintenance_km IS NOT NULL;

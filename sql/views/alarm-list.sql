DROP VIEW IF EXISTS alarm_list;
CREATE VIEW alarm_list AS
-- Each time an anti-theft alarm went off: why, in words, and where; and whether the
-- vehicle's alarm was Active or Inactive when that was told last.
SELECT a.vin, v.fleet_id,
       coalesce(nullif(a.started_at, ''), a.first_at) AS at,
       CASE a.type
            WHEN 'FrontRightDoorBreakIn' THEN 'front right door broken open'
            WHEN 'FrontLeftDoorBreakIn' THEN 'front left door broken open'
            WHEN 'RearRightFrontDoorBreakIn' THEN 'rear right door broken open'
            WHEN 'RearLeftFrontDoorBreakIn' THEN 'rear left door broken open'
            WHEN 'HoodDoorBreakIn' THEN 'hood broken open'
            WHEN 'TrunkDoorBreakIn' THEN 'trunk broken open'
            WHEN 'BackliteDoorBreakIn' THEN 'rear window broken open'
            WHEN 'RoofBreakIn' THEN 'roof broken open'
            WHEN 'VolumetricBreakIn' THEN 'something moves inside'
            WHEN 'VehicleLifting' THEN 'vehicle lifted'
            WHEN 'ElectricalsystemBreakIn' THEN 'electrical system tampered with'
            WHEN 'KeyLearning' THEN 'a key was taught'
            WHEN 'UnauthenticatedStartup' THEN 'started without its key'
            WHEN 'NoBreakIn' THEN 'no break-in'
            ELSE a.type END AS what,
       a.type, a.longitude, a.latitude, l.value AS alarm_now, a.first_at, a.last_at, a.event_id
FROM alarm a
LEFT JOIN vehicle v ON v.vin = a.vin
LEFT JOIN latest l ON l.vin = a.vin AND l.name = 'alarm';

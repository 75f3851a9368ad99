DROP VIEW IF EXISTS collision_list;
CREATE VIEW collision_list AS
-- The collisions, with the position that the newest of their events told. sides and
-- severities are in the same order; outcome says in words what became of the vehicle.
SELECT c.vin, v.fleet_id, c.first_at AS at,
       (SELECT group_concat(value, ', ') FROM json_each(c.sides)) AS sides,
       (SELECT group_concat(coalesce(value, '?'), ', ') FROM json_each(c.severities))
           AS severities,
       c.severest,
       CASE WHEN c.tipped_over AND c.pedestrian THEN 'tipped over, with a pedestrian'
            WHEN c.tipped_over THEN 'tipped over'
            WHEN c.pedestrian THEN 'with a pedestrian' END AS outcome,
       t.longitude, t.latitude, c.collision_id, c.last_at, c.event_id
FROM collision c
LEFT JOIN vehicle v ON v.vin = c.vin
LEFT JOIN timeline_row t ON t.run = c.event_id / 32768 AND t.vin = c.vin
     AND t.event_id = c.event_id;

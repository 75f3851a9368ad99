DROP VIEW IF EXISTS extension;
CREATE VIEW extension AS
-- The extra data a monitor asked for: a row per item of an event's extensions. A view
-- on the event's JSON, as these bodies are most of what is sent and need no second copy.
SELECT e.id AS event_id, x.key AS position,
       x.value ->> '$.type' AS type,   -- vehicle.position, vehicle.telemetry.vehicle.energies, ...
       x.value -> '$.body' AS body,    -- JSON: an object or (2.x, B2C) an array of objects
       e.vin, e.event_at
FROM event e
JOIN json_each(e.json, CASE WHEN json_type(e.json, '$.monitorEvent') = 'object'
                            THEN '$.monitorEvent.extensions' ELSE '$.extensions' END) x
WHERE x.type = 'object';

DROP VIEW IF EXISTS extension;
CREATE VIEW extension AS
-- The extra data a monitor asked for: a row per item of an event's extensions. A view
-- on the event's JSON, as these bodies are most of what is sent and need no second copy.
-- It looks where a message has them and where its successor does, and takes a single one
-- for an array of one.
SELECT e.id AS event_id, x.key AS position,
       x.value ->> '$.type' AS type,   -- vehicle.position, vehicle.telemetry.vehicle.energies, ...
       coalesce(x.value -> '$.body', x.value) AS body,  -- JSON: an object or (2.x, B2C) an array of them
       e.vin, e.event_at
FROM event e
JOIN json_each('["$.extensions", "$.monitorEvent.extensions", "$.monitorEvent.data.extensions",
                 "$.remoteEvent.extensions"]') place
JOIN json_each(CASE json_type(e.json, place.value)
               WHEN 'array' THEN e.json -> place.value
               WHEN 'object' THEN '[' || (e.json -> place.value) || ']'
               ELSE '[]' END) x
WHERE x.type = 'object';

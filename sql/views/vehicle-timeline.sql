DROP VIEW IF EXISTS vehicle_timeline;
CREATE VIEW vehicle_timeline AS
-- What happened to each vehicle, in time order: a row per value of a monitor event, a
-- row per step of a remote action, and one for an event that has neither.
SELECT t.vin, t.at, e.kind,
       coalesce(v.data, r.remote_type) AS what,
       coalesce(v.literal, v.type, r.status) AS value,
       v.previous, e.refresh, t.longitude, t.latitude, e.monitor_id, e.action_id, e.fleet_id,
       s.name AS source, e.received_at, e.id AS event_id
FROM timeline t
JOIN event e ON e.id = t.event_id
JOIN source s ON s.id = e.source_id
LEFT JOIN value v ON v.event_id = t.event_id
LEFT JOIN remote_step_row r ON r.run = t.event_id / 32768
     AND r.action_id = coalesce(e.action_id, '') AND r.at = t.at
     AND r.event_id = t.event_id AND e.kind = 'remote';

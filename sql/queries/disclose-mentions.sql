-- carhook disclose: other vehicles' events that name it, and what they say where they do.
-- The rest of them is about others.
SELECT e.id AS event_id, e.received_at, e.event_at, s.name AS source, e.kind,
       (SELECT json_group_array(json_object('path', t.fullkey, 'text', t.atom))
        FROM json_tree(e.json) t
        WHERE names(t.key, :vin) OR (t.type = 'text' AND names(t.atom, :vin))) AS mentions
FROM event e JOIN source s ON s.id = e.source_id
WHERE e.vin <> :vin
  AND (names(e.json, :vin) OR names(e.vin, :vin) OR names(e.monitor_id, :vin)
       OR names(e.action_id, :vin) OR names(e.callback_id, :vin) OR names(e.fleet_id, :vin))
ORDER BY e.id

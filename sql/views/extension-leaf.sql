DROP VIEW IF EXISTS extension_leaf;
CREATE VIEW extension_leaf AS
-- Every scalar of an event's extensions with its path: what has no column of its own.
SELECT x.event_id, x.vin, x.event_at, x.type AS extension, j.fullkey AS path,
       j.atom AS value, j.type AS value_type
FROM extension x JOIN json_tree(x.body) j
WHERE j.atom IS NOT NULL;

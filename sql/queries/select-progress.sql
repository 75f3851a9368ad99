-- How far the derivation is: the last event, and the last that is derived.
SELECT (SELECT coalesce(max(id), 0) FROM event), event_id FROM derived WHERE only_row = 1

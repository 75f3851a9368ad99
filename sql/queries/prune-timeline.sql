-- Places in the time order of vehicles: whole runs at first, then those of the last.
DELETE FROM timeline_row WHERE (run, vin, at, event_id) IN (
    SELECT run, vin, at, event_id FROM timeline_row
    WHERE run <= :last / 32768 AND event_id <= :last LIMIT :rows)

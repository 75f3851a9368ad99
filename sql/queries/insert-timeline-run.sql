-- Notes a run of the timeline, or that it reaches further.
INSERT INTO timeline_run (run, first_at, last_at) VALUES (?1, ?2, ?3)
ON CONFLICT (run) DO UPDATE
SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)

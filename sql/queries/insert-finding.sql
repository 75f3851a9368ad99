-- A deviation seen for the first time, with its example.
INSERT INTO finding (source_id, path, problem, variant, value, times, first_at, last_at,
                     event_id, delivery_id)
VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6, ?7, ?8)
ON CONFLICT (source_id, path, problem, variant) DO UPDATE
SET times = times + 1, last_at = excluded.last_at

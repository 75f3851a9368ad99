-- Runs of the timeline without rows.
DELETE FROM timeline_run WHERE run IN (
    SELECT r.run FROM timeline_run r
    WHERE NOT EXISTS (SELECT 1 FROM timeline_row t WHERE t.run = r.run)
      AND NOT EXISTS (SELECT 1 FROM remote_step_row s WHERE s.run = r.run) LIMIT :rows)

-- Counts of days.
DELETE FROM monitor_day WHERE (monitor_id, day, source_id) IN (
    SELECT monitor_id, day, source_id FROM monitor_day
    WHERE last_received_at < :before LIMIT :rows)

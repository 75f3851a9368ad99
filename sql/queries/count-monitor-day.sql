-- Counts some events of a monitor and a day.
INSERT INTO monitor_day (monitor_id, day, source_id, events, reminders, last_at,
                         last_received_at, last_reminder_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (monitor_id, day, source_id) DO UPDATE
SET events = events + excluded.events, reminders = reminders + excluded.reminders,
    last_at = max(last_at, excluded.last_at),
    last_received_at = max(last_received_at, excluded.last_received_at),
    last_reminder_at = max(coalesce(last_reminder_at, excluded.last_reminder_at),
                           coalesce(excluded.last_reminder_at, last_reminder_at))

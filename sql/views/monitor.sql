DROP VIEW IF EXISTS monitor;
CREATE VIEW monitor AS
-- One row per monitor and source: how many events, on how many days, and the last ones.
SELECT m.monitor_id, s.name AS source, sum(m.events) AS events,
       sum(m.reminders) AS reminders, count(*) AS days,
       round(sum(m.events) * 1.0 / count(*), 1) AS events_per_day,
       min(m.day) AS first_day, max(m.last_at) AS last_at,
       max(m.last_received_at) AS last_received_at,
       max(m.last_reminder_at) AS last_reminder_at
FROM monitor_day m JOIN source s ON s.id = m.source_id
GROUP BY m.monitor_id, m.source_id;

-- Days of monitors that count other events than the log has. What was last may be of one
-- that is pruned.
SELECT count(*)
FROM (SELECT coalesce(monitor_id, '') AS monitor_id,
             substr(coalesce(event_at, received_at), 1, 10) AS day, source_id,
             count(*) AS events, sum(refresh IS 1) AS reminders,
             max(coalesce(event_at, received_at)) AS last_at,
             max(received_at) AS last_received_at,
             max(received_at) FILTER (WHERE refresh IS 1) AS last_reminder_at
      FROM event WHERE kind = 'monitor' AND id <= (SELECT event_id FROM derived)
      GROUP BY 1, 2, 3) e
FULL JOIN monitor_day d
    ON d.monitor_id = e.monitor_id AND d.day = e.day AND d.source_id = e.source_id
WHERE e.events IS NOT d.events OR e.reminders IS NOT d.reminders
   OR e.last_at > d.last_at OR e.last_received_at > d.last_received_at
   OR e.last_reminder_at > coalesce(d.last_reminder_at, '')

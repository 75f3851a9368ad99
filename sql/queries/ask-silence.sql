-- carhook silence: the monitors that were heard on most of their days, and now for longer
-- than three times their usual gap have not been; and those whose reminders stopped.
SELECT monitor_id, source, last_received_at, round(gap_h, 1) AS usual_gap_h,
       round(quiet_h, 1) AS quiet_h,
       CASE WHEN quiet_h > 3 * gap_h AND quiet_h > 1 THEN 'quiet' ELSE 'no reminders' END
           AS problem
FROM (SELECT m.monitor_id, m.source, m.last_received_at,
             24.0 * (julianday(m.last_at) - julianday(m.first_day)) / m.events AS gap_h,
             24.0 * (julianday(:now) - julianday(m.last_received_at)) AS quiet_h,
             24.0 * (julianday(m.last_at) - julianday(m.first_day)) / m.reminders
                 AS reminder_gap_h,
             24.0 * (julianday(:now) - julianday(m.last_reminder_at)) AS reminder_quiet_h,
             m.reminders
      FROM monitor m
      WHERE m.events >= 4 AND (:monitor IS NULL OR m.monitor_id = :monitor)
        AND (:source IS NULL OR m.source = :source))
WHERE (quiet_h > 3 * gap_h AND quiet_h > 1)
   OR (reminders >= 4 AND reminder_quiet_h > 3 * reminder_gap_h AND reminder_quiet_h > 1)
ORDER BY quiet_h DESC LIMIT :limit

DROP VIEW IF EXISTS rhythm;
CREATE VIEW rhythm AS
-- How often each source, monitor and vehicle was heard of, its longest usual pause, and how
-- long it may be quiet by that: half as long again, at least an hour (a source's pauses are
-- known by the hour) or a day and a half (the others' by the day). Of a source and a monitor
-- the pauses of the four weeks before it was heard of last count, and of these the second
-- longest: nights and weekends come again and are usual, one outage is not. Who was heard of
-- in fewer than four hours or days has no rhythm yet.
SELECT 'source' AS kind, source AS name, source, count(*) AS heard,
       max(last_at) AS last_received_at, max(CASE WHEN nth = 2 THEN pause_h END) AS pause_h,
       max(1.0, 1.5 * max(CASE WHEN nth = 2 THEN pause_h END)) AS allowed_h
FROM (SELECT *, row_number() OVER (PARTITION BY source ORDER BY pause_h DESC) AS nth
      FROM (SELECT source, last_at,
                   24 * (julianday(first_at)
                         - julianday(lag(last_at) OVER (PARTITION BY source ORDER BY hour))) AS pause_h
            FROM (SELECT a.source, a.hour, min(a.first_at) AS first_at, max(a.last_at) AS last_at
                  FROM delivery_activity a
                  JOIN (SELECT source, max(last_at) AS last_at FROM delivery_activity
                        GROUP BY source) l ON l.source = a.source
                  WHERE a.hour >= strftime('%Y-%m-%dT%H', l.last_at, '-28 days')
                  GROUP BY a.source, a.hour)))
GROUP BY source HAVING count(*) >= 4
UNION ALL
SELECT kind, name, source, count(*), max(last_at), max(CASE WHEN nth = 2 THEN pause_h END),
       max(36.0, 1.5 * max(CASE WHEN nth = 2 THEN pause_h END))
FROM (SELECT *, row_number() OVER (PARTITION BY kind, name, source ORDER BY pause_h DESC)
                    AS nth
      FROM (SELECT kind, name, source, last_at,
                   24 * (julianday(day)
                         - julianday(lag(day) OVER (PARTITION BY kind, name, source ORDER BY day)))
                       AS pause_h
            FROM (SELECT k.kind, m.monitor_id AS name, s.name AS source, m.day,
                         CASE k.kind WHEN 'monitor' THEN m.last_received_at
                                     ELSE m.last_reminder_at END AS last_at
                  FROM monitor_day m
                  JOIN (SELECT monitor_id, source_id, max(day) AS day FROM monitor_day
                        GROUP BY monitor_id, source_id) l
                      ON l.monitor_id = m.monitor_id AND l.source_id = m.source_id
                  JOIN source s ON s.id = m.source_id
                  JOIN (SELECT 'monitor' AS kind UNION ALL SELECT 'reminder') k
                  WHERE m.day >= date(l.day, '-28 days'))
            WHERE last_at IS NOT NULL))
GROUP BY kind, name, source HAVING count(*) >= 4
UNION ALL
SELECT 'vehicle', vin, NULL, heard_days, last_received_at, pause_h, max(36.0, 3 * pause_h)
FROM (SELECT vin, heard_days, last_received_at,
             24 * (julianday(last_received_at) - julianday(first_received_at))
                 / (heard_days - 1) AS pause_h
      FROM vehicle WHERE heard_days >= 4);

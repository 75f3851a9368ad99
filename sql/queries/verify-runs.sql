-- Runs of the timeline that do not reach as far as their events. After a prune one may reach
-- further.
SELECT count(*)
FROM (SELECT id / 32768 AS run, min(coalesce(event_at, received_at)) AS first_at,
             max(coalesce(event_at, received_at)) AS last_at
      FROM event WHERE id <= (SELECT event_id FROM derived) GROUP BY 1) e
LEFT JOIN timeline_run r ON r.run = e.run
WHERE r.run IS NULL OR r.first_at > e.first_at OR r.last_at < e.last_at

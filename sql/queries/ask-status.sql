-- carhook status: what each source sent last, and how much of late. What the sender
-- could not deliver it deletes after three days (contract section 9).
SELECT s.name AS source,
       CASE WHEN d.events > 0 THEN 'receiving' WHEN a.last_at IS NULL THEN 'nothing yet'
            ELSE 'quiet' END AS state,
       a.last_at,
       round((julianday(:now) - julianday(a.last_at)) * 1440, 1) AS minutes_ago,
       coalesce(d.events, 0) AS events_10_min,
       CASE WHEN a.events > 0 THEN round(100.0 * a.redelivered / a.events, 1) END
           AS redelivered_percent,
       a.quarantined, a.findings,
       strftime('%Y-%m-%dT%H:%M:%SZ', a.last_at, '+72 hours') AS sender_deletes_from
FROM source s
LEFT JOIN (SELECT source, max(last_at) AS last_at, sum(events) AS events,
                  sum(redelivered) AS redelivered, sum(quarantined) AS quarantined,
                  sum(findings) AS findings
           FROM delivery_activity GROUP BY source) a ON a.source = s.name
LEFT JOIN (SELECT source_id, sum(events) AS events FROM delivery
           WHERE id > (SELECT max(id) FROM delivery) - 1000000
             AND received_at >= strftime('%Y-%m-%dT%H:%M:%fZ', :now, '-10 minutes')
           GROUP BY source_id) d ON d.source_id = s.id
WHERE (:source IS NULL OR s.name = :source)
ORDER BY s.name LIMIT :limit

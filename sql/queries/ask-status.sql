-- carhook status: what each source sent last, how much of late, and whether it is quiet for
-- longer than its own rhythm allows. What the sender cannot deliver it deletes after three
-- days (contract section 9): with the time of the outage this tells from when on.
SELECT s.name AS source,
       CASE WHEN a.last_at IS NULL THEN 'nothing yet'
            WHEN d.events > 0 THEN 'receiving'
            WHEN 24 * (julianday(:now) - julianday(a.last_at)) > r.allowed_h THEN 'silent'
            ELSE 'quiet' END AS state,
       a.last_at,
       round((julianday(:now) - julianday(a.last_at)) * 1440, 1) AS minutes_ago,
       round(coalesce(d.events, 0) / 10.0, 1) AS events_per_minute,
       CASE WHEN a.events > 0 THEN round(100.0 * a.redelivered / a.events, 1) END
           AS redelivered_percent,
       a.quarantined, a.findings,
       strftime('%Y-%m-%dT%H:%M:%SZ', a.last_at, '+72 hours') AS sender_deletes_from
FROM source s
LEFT JOIN (SELECT source, max(last_at) AS last_at, sum(events) AS events,
                  sum(redelivered) AS redelivered, sum(quarantined) AS quarantined,
                  sum(findings) AS findings
           FROM delivery_activity GROUP BY source) a ON a.source = s.name
LEFT JOIN rhythm r ON r.kind = 'source' AND r.name = s.name
LEFT JOIN (SELECT source_id, sum(events) AS events FROM delivery
           WHERE id > (SELECT max(id) FROM delivery) - 1000000
             AND received_at >= strftime('%Y-%m-%dT%H:%M:%fZ', :now, '-10 minutes')
           GROUP BY source_id) d ON d.source_id = s.id
WHERE (:source IS NULL OR s.name = :source)
ORDER BY s.name LIMIT :limit

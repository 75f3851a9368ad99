-- Hours of sources that count other requests than the log has.
SELECT count(*)
FROM (SELECT source_id, substr(received_at, 1, 13) AS hour, outcome, count(*) AS deliveries,
             sum(bytes) AS bytes, sum(events) AS events, sum(stored) AS stored,
             sum(redelivered) AS redelivered, sum(quarantined) AS quarantined,
             sum(findings) AS findings, min(received_at) AS first_at,
             max(received_at) AS last_at
      FROM delivery WHERE id <= (SELECT delivery_id FROM derived)
      GROUP BY 1, 2, 3) d
FULL JOIN delivery_hour h
    ON h.source_id = d.source_id AND h.hour = d.hour AND h.outcome = d.outcome
WHERE d.deliveries IS NOT h.deliveries OR d.bytes IS NOT h.bytes OR d.events IS NOT h.events
   OR d.stored IS NOT h.stored OR d.redelivered IS NOT h.redelivered
   OR d.quarantined IS NOT h.quarantined OR d.findings IS NOT h.findings
   OR d.first_at < h.first_at OR d.last_at > h.last_at

-- Counts the deliveries behind one id, up to another, by source and hour.
INSERT INTO delivery_hour (source_id, hour, outcome, deliveries, bytes, events, stored,
                           redelivered, quarantined, findings, first_at, last_at)
SELECT source_id, substr(received_at, 1, 13), outcome, count(*), sum(bytes), sum(events),
       sum(stored), sum(redelivered), sum(quarantined), sum(findings),
       min(received_at), max(received_at)
FROM delivery WHERE id > ?1 AND id <= ?2
GROUP BY 1, 2, 3
ON CONFLICT (source_id, hour, outcome) DO UPDATE
SET deliveries = deliveries + excluded.deliveries, bytes = bytes + excluded.bytes,
    events = events + excluded.events, stored = stored + excluded.stored,
    redelivered = redelivered + excluded.redelivered,
    quarantined = quarantined + excluded.quarantined,
    findings = findings + excluded.findings,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)

-- Counts some deliveries of a source, an hour and an outcome.
INSERT INTO delivery_hour (source_id, hour, outcome, deliveries, bytes, events, stored,
                           redelivered, quarantined, findings, first_at, last_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (source_id, hour, outcome) DO UPDATE
SET deliveries = deliveries + excluded.deliveries, bytes = bytes + excluded.bytes,
    events = events + excluded.events, stored = stored + excluded.stored,
    redelivered = redelivered + excluded.redelivered,
    quarantined = quarantined + excluded.quarantined,
    findings = findings + excluded.findings,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)

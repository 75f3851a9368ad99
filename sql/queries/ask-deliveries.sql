-- carhook deliveries: the last requests, newest first.
SELECT d.id AS delivery_id, d.received_at, s.name AS source, d.shape, d.outcome, d.status,
       d.bytes, d.events, d.stored, d.redelivered, d.quarantined, d.findings
FROM delivery d JOIN source s ON s.id = d.source_id
WHERE (:source IS NULL OR s.name = :source)
  AND d.received_at >= :since AND d.received_at < :until
ORDER BY d.id DESC LIMIT :limit

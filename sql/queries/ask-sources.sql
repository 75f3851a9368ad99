-- carhook sources: what each source has sent.
SELECT s.name AS source, s.edition, coalesce(sum(a.deliveries), 0) AS deliveries,
       coalesce(sum(a.stored), 0) AS stored, coalesce(sum(a.redelivered), 0) AS redelivered,
       coalesce(sum(a.quarantined), 0) AS quarantined, coalesce(sum(a.findings), 0) AS findings,
       max(a.last_at) AS last_at
FROM source s LEFT JOIN delivery_activity a
     ON a.source = s.name AND a.last_at >= :since AND a.hour < :until
WHERE (:source IS NULL OR s.name = :source)
GROUP BY s.id ORDER BY s.name LIMIT :limit

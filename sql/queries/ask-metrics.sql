-- carhook metrics: a row for each sample: metric, source, outcome, value. The counters are
-- of what is in the log and of what was pruned: they never fall.
-- A source of the configuration (:configured, a JSON array) that has never sent anything has
-- them, too, so that an alarm can tell it from one that is not asked for.
WITH total AS (
    SELECT source, outcome, sum(deliveries) AS deliveries, sum(stored) AS stored,
           sum(redelivered) AS redelivered, sum(quarantined) AS quarantined,
           sum(findings) AS findings, max(last_at) AS last_at
    FROM (SELECT source, outcome, deliveries, stored, redelivered, quarantined, findings,
                 last_at
          FROM delivery_activity
          UNION ALL
          SELECT s.name, p.outcome, p.deliveries, p.stored, p.redelivered, p.quarantined,
                 p.findings, p.last_at
          FROM pruned_delivery p JOIN source s ON s.id = p.source_id
          UNION ALL
          SELECT value, 'stored', 0, 0, 0, 0, 0, NULL
          FROM json_each(coalesce(:configured, '[]')))
    GROUP BY source, outcome)
SELECT 'carhook_deliveries_total' AS metric, source, outcome, deliveries AS value FROM total
UNION ALL
SELECT 'carhook_events_stored_total', source, NULL, sum(stored) FROM total GROUP BY source
UNION ALL
SELECT 'carhook_events_redelivered_total', source, NULL, sum(redelivered)
FROM total GROUP BY source
UNION ALL
SELECT 'carhook_quarantined_total', source, NULL, sum(quarantined) FROM total GROUP BY source
UNION ALL
SELECT 'carhook_findings_total', source, NULL, sum(findings) FROM total GROUP BY source
UNION ALL
SELECT 'carhook_last_delivery_timestamp_seconds', source, NULL,
       CAST(strftime('%s', max(last_at)) AS INTEGER)
FROM total GROUP BY source HAVING max(last_at) IS NOT NULL
UNION ALL
SELECT 'carhook_last_event_timestamp_seconds', source, NULL,
       CAST(strftime('%s', max(last_at)) AS INTEGER)
FROM total WHERE outcome IN ('stored', 'mixed') GROUP BY source
HAVING max(last_at) IS NOT NULL
UNION ALL
SELECT 'carhook_events_underived', NULL, NULL,
       (SELECT coalesce(max(id), 0) FROM event) - event_id FROM derived
UNION ALL
SELECT 'carhook_vehicles', NULL, NULL, count(*) FROM vehicle
UNION ALL
SELECT 'carhook_open_alerts', NULL, NULL, count(*) FROM alert WHERE active IS NOT 0

-- carhook metrics: a row for each sample: metric, source, outcome, value.
SELECT 'carhook_deliveries_total' AS metric, source, outcome, sum(deliveries) AS value
FROM delivery_activity GROUP BY source, outcome
UNION ALL
SELECT 'carhook_events_stored_total', source, NULL, sum(stored)
FROM delivery_activity GROUP BY source
UNION ALL
SELECT 'carhook_events_redelivered_total', source, NULL, sum(redelivered)
FROM delivery_activity GROUP BY source
UNION ALL
SELECT 'carhook_quarantined_total', source, NULL, sum(quarantined)
FROM delivery_activity GROUP BY source
UNION ALL
SELECT 'carhook_findings_total', source, NULL, sum(findings)
FROM delivery_activity GROUP BY source
UNION ALL
SELECT 'carhook_last_delivery_timestamp_seconds', source, NULL,
       CAST(strftime('%s', max(last_at)) AS INTEGER)
FROM delivery_activity GROUP BY source
UNION ALL
SELECT 'carhook_events_underived', NULL, NULL,
       (SELECT coalesce(max(id), 0) FROM event) - event_id FROM derived
UNION ALL
SELECT 'carhook_vehicles', NULL, NULL, count(*) FROM vehicle
UNION ALL
SELECT 'carhook_open_alerts', NULL, NULL, count(*) FROM alert WHERE active IS NOT 0

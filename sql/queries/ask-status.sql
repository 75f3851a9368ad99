-- carhook status: what each source sent last, how much of late, and whether it is quiet for
-- longer than its own rhythm allows. What the sender cannot deliver it deletes after three
-- days (contract section 9): with the time of the outage this tells from when on.
--
-- :configured is a JSON array of the configuration's sources: one that has never sent
-- anything is in no table. The columns that are NULL here the tool fills, in words.
--
-- :until is the moment of which it is told, if it is not now; what is counted is counted
-- from :since on, by the hour. A vehicle, a fleet and a monitor choose the sources.
--
-- The requests of the last ten minutes are looked for by their ids, which are in the order of
-- receipt: the first of them, or one of the minute before, is found by halving.
WITH RECURSIVE moment AS (SELECT min(:now, :until) AS now),
search AS (
    SELECT 0 AS low, (SELECT coalesce(max(id), 0) + 1 FROM delivery) AS high
    UNION ALL
    SELECT iif(d.received_at < t.before, (low + high) / 2, low),
           iif(d.received_at < t.before, high, (low + high) / 2)
    FROM search
    CROSS JOIN (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', now, '-11 minutes') AS before
                FROM moment) t
    CROSS JOIN delivery d ON d.id = (SELECT id FROM delivery WHERE id >= (low + high) / 2
                                     ORDER BY id LIMIT 1)
    WHERE high - low > 1
)
SELECT s.name AS source,
       CASE WHEN a.last_at IS NULL THEN 'nothing yet'
            WHEN d.events > 0 THEN 'receiving'
            WHEN 24 * (julianday(m.now) - julianday(a.last_at)) > r.allowed_h THEN 'silent'
            ELSE 'quiet' END AS state,
       a.last_at, a.last_event_at,
       round((julianday(m.now) - julianday(a.last_at)) * 1440, 1) AS minutes_ago,
       round(coalesce(d.events, 0) / 10.0, 1) AS events_per_minute,
       CASE WHEN a.events > 0 THEN round(100.0 * a.redelivered / a.events, 1) END
           AS redelivered_percent,
       a.quarantined, a.findings, NULL AS quiet_for,
       CASE WHEN coalesce(d.events, 0) = 0
            THEN strftime('%Y-%m-%dT%H:%M:%SZ', a.last_at, '+72 hours') END
           AS sender_deletes_from,
       NULL AS sender_deletes
FROM moment m
CROSS JOIN (SELECT id, name FROM source
            UNION ALL
            SELECT NULL, value FROM json_each(coalesce(:configured, '[]'))
            WHERE value NOT IN (SELECT name FROM source)) s
LEFT JOIN (SELECT source, max(last_at) AS last_at,
                  max(CASE WHEN events > 0 THEN last_at END) AS last_event_at,
                  sum(CASE WHEN last_at >= :since THEN events END) AS events,
                  sum(CASE WHEN last_at >= :since THEN redelivered END) AS redelivered,
                  sum(CASE WHEN last_at >= :since THEN quarantined END) AS quarantined,
                  sum(CASE WHEN last_at >= :since THEN findings END) AS findings
           FROM delivery_activity WHERE first_at < :until GROUP BY source) a
    ON a.source = s.name
LEFT JOIN rhythm r ON r.kind = 'source' AND r.name = s.name
LEFT JOIN (SELECT source_id, sum(events) AS events FROM delivery
           WHERE id >= (SELECT max(low) FROM search) AND received_at < :until
             AND received_at >= strftime('%Y-%m-%dT%H:%M:%fZ', (SELECT now FROM moment),
                                         '-10 minutes')
           GROUP BY source_id) d ON d.source_id = s.id
WHERE (:source IS NULL OR s.name = :source)
  AND (:monitor IS NULL OR s.id IN (SELECT source_id FROM monitor_day
                                    WHERE monitor_id = :monitor))
  AND (:vin IS NULL AND :fleet IS NULL OR s.id IN
       (SELECT e.source_id FROM vehicle v CROSS JOIN timeline t ON t.vin = v.vin
                                          JOIN event e ON e.id = t.event_id
        WHERE v.vin BETWEEN :vin_first AND :vin_last
          AND (:fleet IS NULL OR v.fleet_id = :fleet)))
ORDER BY s.name LIMIT :limit

DROP VIEW IF EXISTS delivery_activity;
CREATE VIEW delivery_activity AS
-- Each source's requests by hour and outcome: delivery_hour, and the deliveries that it
-- does not count yet.
SELECT s.name AS source, h.hour, h.outcome, sum(h.deliveries) AS deliveries,
       sum(h.events) AS events, sum(h.stored) AS stored, sum(h.redelivered) AS redelivered,
       sum(h.quarantined) AS quarantined, sum(h.findings) AS findings,
       min(h.first_at) AS first_at, max(h.last_at) AS last_at
FROM (SELECT source_id, hour, outcome, deliveries, events, stored, redelivered, quarantined,
             findings, first_at, last_at
      FROM delivery_hour
      UNION ALL
      SELECT source_id, substr(received_at, 1, 13), outcome, 1, events, stored, redelivered,
             quarantined, findings, received_at, received_at
      FROM delivery WHERE id > (SELECT delivery_id FROM derived)) h
JOIN source s ON s.id = h.source_id
GROUP BY s.id, h.hour, h.outcome;

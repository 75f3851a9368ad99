-- carhook silence: how long everybody with a rhythm has been quiet: sources, monitors, the
-- reminders of monitors, vehicles. Which of them is silent the tool decides, by what its
-- command line allows, and writes it into the first column. A time confines them to those
-- that were heard of last then.
SELECT NULL AS level, kind, name, source, last_received_at, round(quiet_h, 2) AS quiet_h,
       round(pause_h, 1) AS usual_pause_h, round(allowed_h, 2) AS allowed_h
FROM (SELECT r.*, 24 * (julianday(:now) - julianday(r.last_received_at)) AS quiet_h
      FROM rhythm r)
WHERE (:operand IS NULL OR kind || 's' = :operand
       OR (kind = 'reminder' AND :operand = 'monitors'))
  AND (:source IS NULL OR source = :source)
  AND (:monitor IS NULL OR (kind IN ('monitor', 'reminder') AND name = :monitor))
  AND (:vin IS NULL OR (kind = 'vehicle' AND name = :vin))
  AND (:fleet IS NULL OR (kind = 'vehicle' AND
                          name IN (SELECT vin FROM vehicle WHERE fleet_id = :fleet)))
  AND last_received_at >= :since AND last_received_at < :until
ORDER BY CASE kind WHEN 'source' THEN 1 WHEN 'vehicle' THEN 3 ELSE 2 END, quiet_h DESC
LIMIT :limit

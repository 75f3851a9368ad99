-- carhook positions --vin: where one vehicle was, in time order; of more than are asked for
-- the last.
SELECT vin, at, longitude, latitude, altitude_m, heading_deg, fix, event_id
FROM (SELECT * FROM position p
      WHERE vin = :vin_first AND event_at >= :since AND event_at < :until
        AND (:fleet IS NULL OR :fleet = (SELECT fleet_id FROM vehicle WHERE vin = :vin_first))
        AND (:monitor IS NULL OR :monitor = (SELECT monitor_id FROM event
                                             WHERE id = p.event_id))
        AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                           ON s.id = e.source_id WHERE e.id = p.event_id))
      ORDER BY event_at DESC, event_id DESC LIMIT :limit)
ORDER BY event_at, event_id

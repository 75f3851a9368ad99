-- The id before the last :count of some events: where a tail begins.
SELECT coalesce((SELECT e.id FROM event e JOIN source s ON s.id = e.source_id
    WHERE (:vin IS NULL OR e.vin = :vin) AND (:fleet IS NULL OR e.fleet_id = :fleet)
      AND (:monitor IS NULL OR e.monitor_id = :monitor)
      AND (:source IS NULL OR s.name = :source)
      AND (:since IS NULL OR coalesce(e.event_at, e.received_at) >= :since)
      AND (:until IS NULL OR coalesce(e.event_at, e.received_at) < :until)
    ORDER BY e.id DESC LIMIT 1 OFFSET :count), 0)

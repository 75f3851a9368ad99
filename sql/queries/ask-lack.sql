-- What an answer lacks, and why one may be empty: whether there are events at all, how many
-- are not derived yet and since when, and whether what the filter names is known. A monitor,
-- a vehicle and an action are known from what is derived, or from what is not yet.
SELECT (SELECT coalesce(max(id), 0) FROM event) AS events,
       (SELECT coalesce(max(id), 0) FROM event) - derived.event_id AS waiting,
       (SELECT received_at FROM event WHERE id > derived.event_id ORDER BY id LIMIT 1)
           AS waiting_since,
       (:vin IS NULL OR EXISTS (SELECT 1 FROM vehicle WHERE vin = :vin)
        OR EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND vin = :vin)) AS vin,
       (:fleet IS NULL OR EXISTS (SELECT 1 FROM vehicle WHERE fleet_id = :fleet)
        OR EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND fleet_id = :fleet)) AS fleet,
       (:monitor IS NULL OR EXISTS (SELECT 1 FROM monitor_day WHERE monitor_id = :monitor)
        OR EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND monitor_id = :monitor))
           AS monitor,
       (:source IS NULL OR EXISTS (SELECT 1 FROM source WHERE name = :source)
        OR :source IN (SELECT value FROM json_each(coalesce(:configured, '[]')))) AS source,
       (:operand IS NULL OR EXISTS (SELECT 1 FROM remote_step WHERE action_id = :operand)
        OR EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND action_id = :operand))
           AS operand
FROM derived

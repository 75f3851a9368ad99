-- What an answer lacks, and why one may be empty: whether there are events at all, how many
-- are not derived yet and since when, and whether what the filter names is known. A monitor,
-- a vehicle and an action are known from what is derived, or from what is not yet: all of
-- that is read only for what is named and not known otherwise (CASE stops there, OR does not).
SELECT (SELECT coalesce(max(id), 0) FROM event) AS events,
       (SELECT coalesce(max(id), 0) FROM event) - derived.event_id AS waiting,
       (SELECT received_at FROM event WHERE id > derived.event_id ORDER BY id LIMIT 1)
           AS waiting_since,
       CASE WHEN :vin IS NULL OR EXISTS (SELECT 1 FROM vehicle WHERE vin = :vin) THEN 1
            ELSE EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND vin = :vin)
       END AS vin,
       CASE WHEN :fleet IS NULL THEN 1
            WHEN EXISTS (SELECT 1 FROM vehicle WHERE fleet_id = :fleet) THEN 1
            ELSE EXISTS (SELECT 1 FROM event WHERE id > derived.event_id AND fleet_id = :fleet)
       END AS fleet,
       CASE WHEN :monitor IS NULL
                 OR EXISTS (SELECT 1 FROM monitor_day WHERE monitor_id = :monitor) THEN 1
            ELSE EXISTS (SELECT 1 FROM event
                         WHERE id > derived.event_id AND monitor_id = :monitor)
       END AS monitor,
       (:source IS NULL OR EXISTS (SELECT 1 FROM source WHERE name = :source)
        OR :source IN (SELECT value FROM json_each(coalesce(:configured, '[]')))) AS source,
       CASE WHEN :operand IS NULL
                 OR EXISTS (SELECT 1 FROM remote_step WHERE action_id = :operand) THEN 1
            ELSE EXISTS (SELECT 1 FROM event
                         WHERE id > derived.event_id AND action_id = :operand)
       END AS operand
FROM derived

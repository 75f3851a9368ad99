-- carhook disclose: findings that quote the vehicle, or whose example is an event of it.
SELECT f.id AS finding_id, s.name AS source, s.edition, f.path, f.problem, f.variant, f.value,
       f.times, f.first_at, f.last_at, f.event_id
FROM finding f JOIN source s ON s.id = f.source_id LEFT JOIN event e ON e.id = f.event_id
WHERE e.vin = :vin OR quotes(f.value, :vin) OR quotes(f.variant, :vin) OR quotes(f.path, :vin)
ORDER BY f.id

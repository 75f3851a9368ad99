-- carhook disclose: findings whose example is an event of the vehicle.
SELECT f.source, f.edition, f.path, f.problem, f.value, f.times, f.first_at, f.last_at,
       f.event_id
FROM finding_report f JOIN event e ON e.id = f.event_id
WHERE e.vin = :vin ORDER BY f.finding_id LIMIT :limit

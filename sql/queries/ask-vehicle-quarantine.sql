-- carhook disclose: what could not be read and names the vehicle,
-- or came with its VIN.
SELECT q.id AS quarantine_id, s.name AS source, q.reason, q.path, q.first_at, q.last_at,
       CAST(q.body AS TEXT) AS body
FROM quarantine q JOIN source s ON s.id = q.source_id
WHERE instr(q.body, CAST(:vin AS BLOB)) > 0 OR q.vin = :vin ORDER BY q.id LIMIT :limit

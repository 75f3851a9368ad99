-- carhook disclose: what could not be read and names the vehicle, or came with its VIN.
SELECT q.id AS quarantine_id, s.name AS source, q.reason, q.path, q.times, q.first_at,
       q.last_at, q.vin, CAST(q.body AS TEXT) AS body
FROM quarantine q JOIN source s ON s.id = q.source_id
WHERE q.vin = :vin OR names(q.vin, :vin) OR names(q.body, :vin) OR quotes(q.path, :vin)
ORDER BY q.id

-- carhook disclose: the values that triggered the vehicle's events.
SELECT v.*
FROM timeline t JOIN value v ON v.event_id = t.event_id
WHERE t.vin = :vin ORDER BY v.event_id, v.position

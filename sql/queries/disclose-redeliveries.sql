-- carhook disclose: which of the vehicle's events came more than once.
SELECT r.*
FROM timeline t JOIN redelivery r ON r.event_id = t.event_id
WHERE t.vin = :vin ORDER BY r.event_id

-- carhook disclose: its alerts, with their positions.
SELECT * FROM alert WHERE vin = :vin ORDER BY type, alert_id

-- carhook disclose: its trips, with their positions.
SELECT * FROM trip WHERE vin = :vin ORDER BY trip_id

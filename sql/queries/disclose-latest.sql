-- carhook disclose: the newest of each of its readings.
SELECT * FROM latest WHERE vin = :vin ORDER BY name

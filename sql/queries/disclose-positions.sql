-- carhook disclose: the vehicle's events in time order, and where they say that it was.
SELECT * FROM timeline WHERE vin = :vin ORDER BY at, event_id

-- carhook disclose: when it was declared stolen, and where it was.
SELECT * FROM theft WHERE vin = :vin ORDER BY theft_id

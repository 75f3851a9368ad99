-- carhook disclose: when its alarm went off, and where.
SELECT * FROM alarm WHERE vin = :vin ORDER BY started_at, type

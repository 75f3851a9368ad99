-- carhook disclose: what was around the events of a request, where it names the vehicle.
SELECT d.id AS delivery_id, d.received_at, s.name AS source, d.shape, d.outcome, d.envelope
FROM delivery d JOIN source s ON s.id = d.source_id
WHERE names(d.envelope, :vin) ORDER BY d.id

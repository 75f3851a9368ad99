-- The places of some events in their vehicles' time order.
UPDATE timeline_row
SET vin = pseudonym(vin), longitude = round(longitude, 2), latitude = round(latitude, 2)
WHERE (run, vin, at, event_id) IN (
    SELECT id / 32768, vin, coalesce(event_at, received_at), id
    FROM event WHERE id > :first AND id <= :last AND vin IS NOT NULL)

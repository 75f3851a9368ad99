-- Of some ids the deliveries whose envelope names the vehicle.
SELECT id, 0, length(envelope) FROM delivery
WHERE id > :after AND id <= :last AND names(envelope, :vin) ORDER BY id

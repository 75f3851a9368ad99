-- Of some ids what could not be read and names the vehicle, or came with its VIN.
SELECT id, 0, length(body) FROM quarantine
WHERE id > :after AND id <= :last AND (vin = :vin OR names(vin, :vin) OR names(body, :vin)
                                   OR quotes(path, :vin)) ORDER BY id

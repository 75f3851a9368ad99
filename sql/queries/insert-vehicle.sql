-- Notes a vehicle, or what is new of it; the newest event names the fleet. Noting the
-- same twice changes nothing.
INSERT INTO vehicle (vin, fleet_id, first_at, last_at, last_received_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (vin) DO UPDATE
SET fleet_id = CASE WHEN excluded.last_at >= last_at
                    THEN coalesce(excluded.fleet_id, fleet_id) ELSE fleet_id END,
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at),
    last_received_at = max(last_received_at, excluded.last_received_at)

-- Notes a vehicle, or what is new of it; the newest event names the fleet. Noting the
-- same twice changes nothing: a day is counted when its first receipt comes, and receipts
-- come in their order.
INSERT INTO vehicle (vin, fleet_id, first_at, last_at, first_received_at, last_received_at,
                     heard_days)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
ON CONFLICT (vin) DO UPDATE
SET fleet_id = CASE WHEN excluded.last_at >= last_at
                    THEN coalesce(excluded.fleet_id, fleet_id) ELSE fleet_id END,
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at),
    first_received_at = min(first_received_at, excluded.first_received_at),
    heard_days = heard_days
                 + (substr(excluded.last_received_at, 1, 10) > substr(last_received_at, 1, 10)),
    last_received_at = max(last_received_at, excluded.last_received_at)

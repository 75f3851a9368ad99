-- Vehicles by the name of their tokens, as some events know them.
INSERT INTO vehicle (vin, fleet_id, first_at, last_at, first_received_at, last_received_at,
                     heard_days, fleet_at)
SELECT pseudonym(vin), max(fleet_id), min(coalesce(event_at, received_at)),
       max(coalesce(event_at, received_at)), min(received_at), max(received_at),
       count(DISTINCT substr(received_at, 1, 10)),
       max(iif(fleet_id IS NULL, NULL, coalesce(event_at, received_at)))
FROM event WHERE id > :first AND id <= :last AND vin IS NOT NULL GROUP BY vin
ON CONFLICT (vin) DO UPDATE
SET fleet_id = coalesce(excluded.fleet_id, fleet_id),
    fleet_at = coalesce(excluded.fleet_at, fleet_at),
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at),
    heard_days = heard_days + excluded.heard_days
                 - (substr(excluded.first_received_at, 1, 10) = substr(last_received_at, 1, 10)),
    last_received_at = max(last_received_at, excluded.last_received_at)

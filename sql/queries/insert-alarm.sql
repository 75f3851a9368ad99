-- An alarm that went off, or what an event says more of one: the newest event wins, and
-- what it does not tell stays.
INSERT INTO alarm (
    vin, started_at, type, longitude, latitude, first_at, last_at, event_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)
ON CONFLICT (vin, started_at, type) DO UPDATE SET
    longitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.longitude, longitude), coalesce(longitude, excluded.longitude)),
    latitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.latitude, latitude), coalesce(latitude, excluded.latitude)),
    first_at = min(first_at, excluded.first_at),
    event_id = iif(excluded.last_at >= last_at, excluded.event_id, event_id),
    last_at = max(last_at, excluded.last_at)

-- A collision, or what an event says more of one: the newest event wins, and
-- what it does not tell stays.
INSERT INTO collision (
    vin, collision_id, sides, severities, severest, tipped_over, pedestrian, first_at,
    last_at, event_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
ON CONFLICT (vin, collision_id) DO UPDATE SET
    sides = iif(excluded.last_at >= last_at,
        coalesce(excluded.sides, sides), coalesce(sides, excluded.sides)),
    severities = iif(excluded.last_at >= last_at,
        coalesce(excluded.severities, severities), coalesce(severities, excluded.severities)),
    severest = iif(excluded.last_at >= last_at,
        coalesce(excluded.severest, severest), coalesce(severest, excluded.severest)),
    tipped_over = iif(excluded.last_at >= last_at,
        coalesce(excluded.tipped_over, tipped_over), coalesce(tipped_over, excluded.tipped_over)),
    pedestrian = iif(excluded.last_at >= last_at,
        coalesce(excluded.pedestrian, pedestrian), coalesce(pedestrian, excluded.pedestrian)),
    first_at = min(first_at, excluded.first_at),
    event_id = iif(excluded.last_at >= last_at, excluded.event_id, event_id),
    last_at = max(last_at, excluded.last_at)

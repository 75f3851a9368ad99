-- An alert, or what an event says more of one: the newest event wins, and
-- what it does not tell stays.
INSERT INTO alert (
    vin, type, alert_id, active, severity, started_at, ended_at, start_longitude,
    start_latitude, end_longitude, end_latitude, first_at, last_at, event_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13)
ON CONFLICT (vin, type, alert_id) DO UPDATE SET
    active = iif(excluded.last_at >= last_at,
        coalesce(excluded.active, active), coalesce(active, excluded.active)),
    severity = iif(excluded.last_at >= last_at,
        coalesce(excluded.severity, severity), coalesce(severity, excluded.severity)),
    started_at = iif(excluded.last_at >= last_at,
        coalesce(excluded.started_at, started_at), coalesce(started_at, excluded.started_at)),
    ended_at = iif(excluded.last_at >= last_at,
        coalesce(excluded.ended_at, ended_at), coalesce(ended_at, excluded.ended_at)),
    start_longitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.start_longitude, start_longitude), coalesce(start_longitude, excluded.start_longitude)),
    start_latitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.start_latitude, start_latitude), coalesce(start_latitude, excluded.start_latitude)),
    end_longitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.end_longitude, end_longitude), coalesce(end_longitude, excluded.end_longitude)),
    end_latitude = iif(excluded.last_at >= last_at,
        coalesce(excluded.end_latitude, end_latitude), coalesce(end_latitude, excluded.end_latitude)),
    first_at = min(first_at, excluded.first_at),
    event_id = iif(excluded.last_at >= last_at, excluded.event_id, event_id),
    last_at = max(last_at, excluded.last_at)

-- Keeps what could not be read; the same bytes again are counted.
INSERT INTO quarantine (source_id, reason, path, times, first_at, last_at, delivery_id,
                        digest, body, vin)
VALUES (?1, ?2, ?3, 1, ?4, ?4, ?5, ?6, ?7, coalesce(?8, ''))
ON CONFLICT (source_id, digest, vin) DO UPDATE
SET times = times + 1, last_at = excluded.last_at

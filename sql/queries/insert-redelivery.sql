-- Counts one more arrival of an event.
INSERT INTO redelivery (event_id, times, last_at, delivery_id) VALUES (?1, 1, ?2, ?3)
ON CONFLICT (event_id) DO UPDATE
SET times = times + 1, last_at = excluded.last_at, delivery_id = excluded.delivery_id

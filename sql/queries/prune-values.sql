-- Values of old events.
DELETE FROM value WHERE (event_id, position) IN (
    SELECT event_id, position FROM value WHERE event_id <= :last ORDER BY event_id LIMIT :rows)

-- What old events told.
DELETE FROM reading WHERE (event_id) IN (
    SELECT event_id FROM reading WHERE event_id <= :last ORDER BY event_id LIMIT :rows)

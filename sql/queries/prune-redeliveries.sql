-- How often old events came again.
DELETE FROM redelivery WHERE (event_id) IN (
    SELECT event_id FROM redelivery WHERE event_id <= :last ORDER BY event_id LIMIT :rows)

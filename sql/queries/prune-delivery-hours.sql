-- Counts of hours.
DELETE FROM delivery_hour WHERE (source_id, hour, outcome) IN (
    SELECT source_id, hour, outcome FROM delivery_hour WHERE last_at < :before LIMIT :rows)

-- Findings whose example goes.
UPDATE finding SET event_id = NULL WHERE id IN (
    SELECT id FROM finding WHERE event_id <= :last LIMIT :rows)

-- Findings whose example is gone.
UPDATE finding SET event_id = NULL
WHERE event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = event_id)

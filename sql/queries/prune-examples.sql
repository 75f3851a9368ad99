-- Findings whose example goes.
UPDATE finding SET event_id = NULL WHERE id >= :from AND id < :to AND event_id <= :last

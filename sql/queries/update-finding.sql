-- Counts a deviation seen before.
UPDATE finding SET times = times + 1, last_at = ?5
WHERE source_id = ?1 AND path = ?2 AND problem = ?3 AND variant = ?4

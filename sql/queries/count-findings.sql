-- How many kinds of deviation a source has, and how many unknown values at a path.
SELECT count(*), coalesce(sum(path = ?2 AND problem = ?3), 0)
FROM finding WHERE source_id = ?1

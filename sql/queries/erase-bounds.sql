-- The last ids, where the search ends.
SELECT (SELECT coalesce(max(id), 0) FROM event), (SELECT coalesce(max(id), 0) FROM delivery)

-- The last ids, where the searches end.
SELECT (SELECT coalesce(max(id), 0) FROM finding), (SELECT coalesce(max(id), 0) FROM event),
       (SELECT coalesce(max(id), 0) FROM delivery), (SELECT coalesce(max(id), 0) FROM quarantine)

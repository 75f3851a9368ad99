-- Whether an event can have been one of this log: its id was given, and if it is still here,
-- it was received when :received_at says (NULL: any time); and the last id that was given.
SELECT :id <= last AND coalesce((SELECT received_at = :received_at FROM event WHERE id = :id), 1),
       last
FROM (SELECT max((SELECT coalesce(max(id), 0) FROM event),
                 (SELECT event_id FROM removed_event)) AS last)

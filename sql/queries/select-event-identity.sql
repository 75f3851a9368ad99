-- The event with this identity; IS also finds the one without a date.
SELECT id FROM event WHERE event_at IS ?1 AND digest = ?2

-- The event itself.
DELETE FROM event WHERE id = :id

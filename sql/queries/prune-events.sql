-- The events.
DELETE FROM event WHERE id >= :from AND id < :to AND id <= :last

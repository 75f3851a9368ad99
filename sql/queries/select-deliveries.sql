-- The deliveries behind one id, up to another.
SELECT source_id, received_at, outcome, bytes, events, stored, redelivered, quarantined,
       findings
FROM delivery WHERE id > ?1 AND id <= ?2 ORDER BY id

-- Some events with what was derived of them, to compare; without the digest where tokens or
-- a mask stand for what was sent.
SELECT e.id, e.kind, CASE e.kind WHEN 'remote' THEN e.action_id ELSE e.monitor_id END,
       CASE WHEN e.id > (SELECT event_id FROM pseudonymised)
                 AND instr(e.json, '(erased VIN)') = 0 THEN e.digest END,
       e.json, s.edition, coalesce(e.event_at, e.received_at), e.vin, r.*
FROM event e JOIN source s ON s.id = e.source_id LEFT JOIN reading r ON r.event_id = e.id
WHERE e.id >= ?1 AND e.id <= (SELECT event_id FROM derived) ORDER BY e.id LIMIT ?2

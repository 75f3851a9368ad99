-- carhook remotes ACTION: the steps of one remote action.
SELECT step, at, after_s, remote_type, type, status, failure_cause, feedback_detail, vin,
       event_id
FROM remote_story r
WHERE action_id = :operand AND coalesce(vin, '') BETWEEN :vin_first AND :vin_last
  AND at >= :since AND at < :until
  AND (:fleet IS NULL OR :fleet = (SELECT fleet_id FROM vehicle v WHERE v.vin = r.vin))
  AND (:source IS NULL OR :source = (SELECT s.name FROM event e JOIN source s
                                     ON s.id = e.source_id WHERE e.id = r.event_id))
ORDER BY step LIMIT :limit

-- carhook remotes ACTION: the steps of one remote action.
SELECT step, at, after_s, remote_type, type, status, failure_cause, feedback_detail, vin,
       event_id
FROM remote_story WHERE action_id = :operand ORDER BY step LIMIT :limit

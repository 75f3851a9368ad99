-- carhook disclose: the steps of the remote actions on the vehicle.
SELECT r.action_id, r.at, r.event_id, r.vin, r.remote_type, r.type, r.status, r.failure_cause,
       r.feedback_detail
FROM timeline t JOIN event e ON e.id = t.event_id
JOIN remote_step_row r ON r.run = e.id / 32768 AND r.action_id = coalesce(e.action_id, '')
                      AND r.at = t.at AND r.event_id = e.id
WHERE t.vin = :vin AND e.kind = 'remote' ORDER BY r.action_id, r.at, r.event_id

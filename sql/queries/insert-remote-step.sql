-- One step of a remote action.
INSERT OR IGNORE INTO remote_step_row (run, action_id, at, event_id, vin, remote_type, type,
                                       status, failure_cause, feedback_detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

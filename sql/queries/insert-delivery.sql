-- One request; its counts are set by update-delivery once its events are in.
INSERT INTO delivery (source_id, received_at, shape, outcome, status, bytes, events,
                      stored, redelivered, quarantined, findings, envelope)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 0, ?8, ?9, ?10)

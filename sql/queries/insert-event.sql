-- Appends an event, unless its identity is known (event_identity). Its id is the next
-- one unless it is told.
INSERT INTO event (id, delivery_id, source_id, kind, monitor_id, action_id, callback_id, vin,
                   fleet_id, event_at, received_at, refresh, digest, json)
VALUES (?14, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT DO NOTHING

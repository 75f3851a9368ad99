-- One value that triggered an event.
INSERT OR REPLACE INTO value (event_id, position, data, type, literal, number, previous)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

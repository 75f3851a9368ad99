-- A source, in the database beside.
INSERT INTO source (id, name, edition) VALUES (?1, ?2, ?3)

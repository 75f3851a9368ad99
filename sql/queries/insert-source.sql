-- Registers a source under its name, or notes that it names another edition now.
INSERT INTO source (name, edition) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET edition = excluded.edition
RETURNING id

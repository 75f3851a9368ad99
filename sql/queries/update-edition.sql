-- Notes that a source names another edition now.
UPDATE source SET edition = ?2 WHERE name = ?1 AND edition <> ?2

-- Takes what can be read now out of quarantine.
DELETE FROM quarantine WHERE id = ?1

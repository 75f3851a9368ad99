-- The id of the last row of quarantine; 0 without one.
SELECT coalesce(max(id), 0) FROM quarantine

-- A vehicle's places in its time order.
SELECT t.* FROM timeline_run r CROSS JOIN timeline_row t ON t.run = r.run
WHERE t.vin = ?1 ORDER BY t.run, t.at, t.event_id

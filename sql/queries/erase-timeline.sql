-- Of an event: its place in its vehicle's time order.
DELETE FROM timeline_row
WHERE run = ?1 / 65536 AND vin = (SELECT vin FROM event WHERE id = ?1) AND event_id = ?1

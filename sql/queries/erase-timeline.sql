-- Of an event: its place in its vehicle's time order.
DELETE FROM timeline_row
WHERE run = :id / 32768 AND vin = (SELECT vin FROM event WHERE id = :id) AND event_id = :id

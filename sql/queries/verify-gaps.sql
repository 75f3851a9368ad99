-- Events of vehicles that have no place in their time order, or another than they say.
SELECT count(*) FROM event e
WHERE e.id <= (SELECT event_id FROM derived) AND e.vin IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM timeline_row t
                  WHERE t.run = e.id / 32768 AND t.vin = e.vin
                    AND t.at = coalesce(e.event_at, e.received_at) AND t.event_id = e.id)

-- Where those vehicles were last.
UPDATE vehicle
SET position_at = p.position_at, longitude = p.longitude, latitude = p.latitude,
    altitude_m = p.altitude_m, heading_deg = p.heading_deg,
    signal_quality = p.signal_quality, fix = p.fix, position_event_id = p.event_id
FROM (SELECT t.vin, max(t.position_at) AS position_at, t.longitude, t.latitude, t.altitude_m,
             t.heading_deg, t.signal_quality, t.fix, t.event_id
      FROM event e JOIN timeline_row t
          ON t.run = e.id / 32768 AND t.vin = pseudonym(e.vin)
             AND t.at = coalesce(e.event_at, e.received_at) AND t.event_id = e.id
      WHERE e.id > :first AND e.id <= :last AND t.longitude IS NOT NULL
      GROUP BY t.vin) p
WHERE vehicle.vin = p.vin AND p.position_at >= coalesce(vehicle.position_at, '')

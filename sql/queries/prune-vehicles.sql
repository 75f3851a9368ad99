-- Vehicles that have not been heard of since.
DELETE FROM vehicle WHERE vin IN (
    SELECT v.vin FROM vehicle v WHERE v.last_received_at < :before
      AND NOT EXISTS (SELECT 1 FROM timeline_run r JOIN timeline_row t ON t.run = r.run
                      WHERE t.vin = v.vin)
    LIMIT :rows)

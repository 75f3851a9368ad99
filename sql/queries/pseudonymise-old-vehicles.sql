-- Vehicles of whose events none has their name.
DELETE FROM vehicle WHERE vin IN (
    SELECT v.vin FROM vehicle v WHERE v.last_received_at < :before AND v.vin NOT GLOB 'anon-*'
      AND NOT EXISTS (SELECT 1 FROM timeline t WHERE t.vin = v.vin)
    LIMIT :rows)


DELETE FROM vehicle WHERE vin >= :from AND vin < :to AND last_received_at < :before
    AND vin NOT GLOB 'anon-*' AND NOT EXISTS (SELECT 1 FROM timeline t WHERE t.vin = vehicle.vin)

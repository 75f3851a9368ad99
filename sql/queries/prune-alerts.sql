-- Alerts of which nothing was told since.
DELETE FROM alert WHERE (vin, type, alert_id) IN (
    SELECT vin, type, alert_id FROM alert WHERE event_id <= :last LIMIT :rows)

-- Thefts of which nothing was told since.
DELETE FROM theft WHERE (vin, theft_id) IN (
    SELECT vin, theft_id FROM theft WHERE event_id <= :last LIMIT :rows)

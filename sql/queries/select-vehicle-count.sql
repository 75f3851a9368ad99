-- How many vehicles there are.
SELECT count(*) FROM vehicle

DROP VIEW IF EXISTS wake_up;
CREATE VIEW wake_up AS
-- How often each vehicle was woken up for a remote action, by month: the vendor allows
-- only so many.
SELECT vin, substr(at, 1, 7) AS month, count(*) AS wake_ups,
       count(DISTINCT action_id) AS actions
FROM remote_step WHERE status = 'WakingUpVehicle' AND vin IS NOT NULL
GROUP BY vin, substr(at, 1, 7);

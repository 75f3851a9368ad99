-- Of another vehicle's event that names this one: whether what was derived of it does, apart
-- from the texts of its values; then all is to be derived again. Digits alone may have been
-- taken for a number.
SELECT :vin NOT GLOB '*[^0-9]*'
    OR names(e.vin, :vin) OR names(e.monitor_id, :vin) OR names(e.action_id, :vin)
    OR names(e.fleet_id, :vin)
    OR EXISTS (SELECT 1 FROM value v
               WHERE v.event_id = e.id AND v.number IS NOT NULL AND names(v.literal, :vin))
    OR EXISTS (SELECT 1 FROM reading r WHERE r.event_id = e.id AND names(json_array(
                   r.powertrain, r.ignition, r.driving_mode, r.gear, r.charging,
                   r.charging_type, r.charging_mode, r.charging_power_level,
                   r.locked_states, r.open_doors, r.belt_warning, r.ecall, r.privacy,
                   r.privacy_request, r.preconditioning, r.alarm, r.trip_state), :vin))
    OR EXISTS (SELECT 1 FROM remote_step_row s
               WHERE s.run = e.id / 32768 AND s.action_id = coalesce(e.action_id, '')
                 AND s.event_id = e.id
                 AND names(json_array(s.remote_type, s.type, s.status, s.failure_cause,
                                      s.feedback_detail), :vin))
    OR EXISTS (SELECT 1 FROM latest l WHERE l.vin = e.vin AND names(l.value, :vin))
    OR EXISTS (SELECT 1 FROM vehicle v WHERE v.vin = e.vin AND names(v.fix, :vin))
    OR EXISTS (SELECT 1 FROM alert a WHERE a.vin = coalesce(e.vin, '')
               AND names(json_array(a.type, a.alert_id, a.severity), :vin))
    OR EXISTS (SELECT 1 FROM trip t WHERE t.vin = coalesce(e.vin, '')
               AND names(json_array(t.trip_id, t.faults), :vin))
    OR EXISTS (SELECT 1 FROM collision c WHERE c.vin = coalesce(e.vin, '')
               AND names(json_array(c.collision_id, c.sides, c.severities, c.severest), :vin))
    OR EXISTS (SELECT 1 FROM alarm a WHERE a.vin = coalesce(e.vin, '')
               AND names(json_array(a.started_at, a.type), :vin))
    OR EXISTS (SELECT 1 FROM theft t WHERE t.vin = coalesce(e.vin, '')
               AND names(t.theft_id, :vin))
FROM event e WHERE e.id = :id

-- Of another vehicle's event: that it names this one. Its digest stays: sent again, it is
-- known.
UPDATE event SET json = m.json, vin = m.vin, monitor_id = m.monitor_id,
    action_id = m.action_id, callback_id = m.callback_id, fleet_id = m.fleet_id
FROM temp.masked m WHERE event.id = :id AND m.id = :id

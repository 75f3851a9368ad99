-- Of another vehicle's event: that it names this one. Its digest stays: sent again, it is
-- known.
UPDATE event SET json = unnamed(json, :vin), vin = unnamed(vin, :vin),
    monitor_id = unnamed(monitor_id, :vin), action_id = unnamed(action_id, :vin),
    callback_id = unnamed(callback_id, :vin), fleet_id = unnamed(fleet_id, :vin)
WHERE id = :id

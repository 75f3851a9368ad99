-- Of another vehicle's event: that it names this one. Its digest stays: sent again, it is
-- known. Without a join, which would make a copy of the event first.
UPDATE event SET
    json = (SELECT json FROM temp.masked WHERE id = :id),
    vin = (SELECT vin FROM temp.masked WHERE id = :id),
    monitor_id = (SELECT monitor_id FROM temp.masked WHERE id = :id),
    action_id = (SELECT action_id FROM temp.masked WHERE id = :id),
    callback_id = (SELECT callback_id FROM temp.masked WHERE id = :id),
    fleet_id = (SELECT fleet_id FROM temp.masked WHERE id = :id)
WHERE id = :id AND EXISTS (SELECT 1 FROM temp.masked WHERE id = :id)

-- Of another vehicle's event: what stands in the place of what names this one. In a table of
-- our own: nobody waits for it.
INSERT INTO temp.masked
SELECT id, unnamed(json, :vin), unnamed(vin, :vin), unnamed(monitor_id, :vin),
       unnamed(action_id, :vin), unnamed(callback_id, :vin), unnamed(fleet_id, :vin)
FROM event WHERE id = :id

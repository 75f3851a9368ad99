-- Puts an event and its position into its vehicle's time order.
INSERT OR REPLACE INTO timeline_row (run, vin, at, event_id, position_at, longitude, latitude,
                                     altitude_m, heading_deg, signal_quality, fix)
VALUES (?11, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

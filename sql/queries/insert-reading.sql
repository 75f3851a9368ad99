-- What an event told, typed; the columns are those of enum reading (contract/reading.h).
INSERT OR REPLACE INTO reading (
    event_id, mileage_km, speed_kmh, acceleration_ms2, moving, powertrain, ignition,
    driving_mode, gear, engine_speed_rpm, oil_temp_c, oil_level_percent,
    coolant_temp_c, coolant_level_percent, intake_air_temp_c, autonomy_km,
    fuel_level_percent, fuel_autonomy_km, fuel_total_l, fuel_instant_l_100km,
    hydrogen_level_percent, hydrogen_autonomy_km, electric_level_percent,
    electric_autonomy_km, battery_capacity_wh, battery_remaining_wh,
    battery_health_percent, battery_resistance_percent, plugged, charging,
    charging_type, charging_mode, charging_power_level, charging_rate_kmh,
    charging_remaining_s, charging_start_s, starter_battery_percent, air_temp_c,
    daylight, locked_states, open_doors, belt_warning, ecall, privacy,
    privacy_request, days_before_maintenance, mileage_before_maintenance_km,
    preconditioning, alarm, stolen, trip_state, trip_distance_km, trip_duration_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34,
        ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45, ?46, ?47, ?48, ?49,
        ?50, ?51, ?52, ?53)

#include "contract/reading.h"

#include <math.h>

#define ANY     -INFINITY, INFINITY
#define PERCENT 0, 100
/* What is counted from nought on: less tells that there is none. */
#define COUNTED 0, INFINITY
/* A byte less 40 or half a byte less 40 tells a temperature; 215 = 255 - 40 tells none. */
#define CELSIUS -80, 214.9

static const struct {
	const char *name;
	double least, most;
} READINGS[READING_COUNT] = {
	[READING_MILEAGE_KM] = {"mileage_km", COUNTED},
	[READING_SPEED_KMH] = {"speed_kmh", ANY},
	[READING_ACCELERATION_MS2] = {"acceleration_ms2", ANY},
	[READING_MOVING] = {"moving", ANY},
	[READING_POWERTRAIN] = {"powertrain", ANY},
	[READING_IGNITION] = {"ignition", ANY},
	[READING_DRIVING_MODE] = {"driving_mode", ANY},
	[READING_GEAR] = {"gear", ANY},
	[READING_ENGINE_SPEED_RPM] = {"engine_speed_rpm", COUNTED},
	[READING_OIL_TEMP_C] = {"oil_temp_c", CELSIUS},
	[READING_OIL_LEVEL_PERCENT] = {"oil_level_percent", PERCENT},
	[READING_COOLANT_TEMP_C] = {"coolant_temp_c", CELSIUS},
	[READING_COOLANT_LEVEL_PERCENT] = {"coolant_level_percent", PERCENT},
	[READING_INTAKE_AIR_TEMP_C] = {"intake_air_temp_c", CELSIUS},
	[READING_AUTONOMY_KM] = {"autonomy_km", COUNTED},
	[READING_FUEL_LEVEL_PERCENT] = {"fuel_level_percent", PERCENT},
	[READING_FUEL_AUTONOMY_KM] = {"fuel_autonomy_km", COUNTED},
	[READING_FUEL_TOTAL_L] = {"fuel_total_l", COUNTED},
	[READING_FUEL_INSTANT_L_100KM] = {"fuel_instant_l_100km", ANY},
	[READING_HYDROGEN_LEVEL_PERCENT] = {"hydrogen_level_percent", PERCENT},
	[READING_HYDROGEN_AUTONOMY_KM] = {"hydrogen_autonomy_km", COUNTED},
	[READING_ELECTRIC_LEVEL_PERCENT] = {"electric_level_percent", PERCENT},
	[READING_ELECTRIC_AUTONOMY_KM] = {"electric_autonomy_km", COUNTED},
	[READING_BATTERY_CAPACITY_WH] = {"battery_capacity_wh", COUNTED},
	[READING_BATTERY_REMAINING_WH] = {"battery_remaining_wh", COUNTED},
	[READING_BATTERY_HEALTH_PERCENT] = {"battery_health_percent", PERCENT},
	[READING_BATTERY_RESISTANCE_PERCENT] = {"battery_resistance_percent", PERCENT},
	[READING_PLUGGED] = {"plugged", ANY},
	[READING_CHARGING] = {"charging", ANY},
	[READING_CHARGING_TYPE] = {"charging_type", ANY},
	[READING_CHARGING_MODE] = {"charging_mode", ANY},
	[READING_CHARGING_POWER_LEVEL] = {"charging_power_level", ANY},
	[READING_CHARGING_RATE_KMH] = {"charging_rate_kmh", COUNTED},
	[READING_CHARGING_REMAINING_S] = {"charging_remaining_s", COUNTED},
	[READING_CHARGING_START_S] = {"charging_start_s", COUNTED},
	[READING_STARTER_BATTERY_PERCENT] = {"starter_battery_percent", PERCENT},
	[READING_AIR_TEMP_C] = {"air_temp_c", CELSIUS},
	[READING_DAYLIGHT] = {"daylight", ANY},
	[READING_LOCKED_STATES] = {"locked_states", ANY},
	[READING_OPEN_DOORS] = {"open_doors", ANY},
	[READING_BELT_WARNING] = {"belt_warning", ANY},
	[READING_ECALL] = {"ecall", ANY},
	[READING_PRIVACY] = {"privacy", ANY},
	[READING_PRIVACY_REQUEST] = {"privacy_request", ANY},
	[READING_DAYS_BEFORE_MAINTENANCE] = {"days_before_maintenance", ANY},
	[READING_MILEAGE_BEFORE_MAINTENANCE_KM] = {"mileage_before_maintenance_km", ANY},
	[READING_PRECONDITIONING] = {"preconditioning", ANY},
	[READING_ALARM] = {"alarm", ANY},
	[READING_STOLEN] = {"stolen", ANY},
	[READING_TRIP_STATE] = {"trip_state", ANY},
	[READING_TRIP_DISTANCE_KM] = {"trip_distance_km", COUNTED},
	[READING_TRIP_DURATION_S] = {"trip_duration_s", COUNTED},
};

const char *reading_name(enum reading reading)
{
	return READINGS[reading].name;
}

bool reading_is_possible(enum reading reading, double number)
{
	return number >= READINGS[reading].least && number <= READINGS[reading].most;
}

double reading_unit(enum reading reading, enum edition edition)
{
	/* m/s in the texts of b2b 3.0 to 3.8; the operand is the model's number. */
	return reading == READING_SPEED_KMH && edition == B2B_3_3 ? 3.6 : 1;
}

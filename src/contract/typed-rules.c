#include "contract/typed-rules.h"

#define ALL EDITIONS_ALL
#define BODY_END {NULL, NULL, READING_COUNT, AS_WORD, 0, 0}

const struct body_rule RULES_BODY[] = {
	{"mileage", "odometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "vehicleOdometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "odemeter", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "timed.odometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"odometer", "", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"speed", "kinetic", READING_SPEED_KMH, AS_NUMBER, 1, ALL},
	{"acceleration", "kinetic", READING_ACCELERATION_MS2, AS_NUMBER, 1, ALL},
	{"moving", "kinetic", READING_MOVING, AS_TRUTH, 1, ALL},
	{"status", "powertrain", READING_POWERTRAIN, AS_WORD, 1, ALL},
	{"gmpStatus", "engines", READING_POWERTRAIN, AS_WORD, 1, ALL},
	{"running", "engines", READING_POWERTRAIN, AS_RUNNING, 1, ALL},
	{"type", "ignition", READING_IGNITION, AS_WORD, 1, ALL},
	{"mode", "drivingBehavior", READING_DRIVING_MODE, AS_WORD, 1, ALL},
	{"ratio", "gearbox", READING_GEAR, AS_WORD, 1, ALL},
	{"speed", "engines", READING_ENGINE_SPEED_RPM, AS_NUMBER, 1, ALL},
	{"temp", "oil", READING_OIL_TEMP_C, AS_NUMBER, 1, ALL},
	{"level", "oil", READING_OIL_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"temp", "coolant", READING_COOLANT_TEMP_C, AS_NUMBER, 1, ALL},
	{"level", "coolant", READING_COOLANT_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "status", READING_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	{"voltage", "battery", READING_STARTER_BATTERY_PERCENT, AS_NUMBER, 1, ALL},
	{"day", "luminosity", READING_DAYLIGHT, AS_TRUTH, 1, ALL},
	{"lockedStates", "", READING_LOCKED_STATES, AS_WORDS, 1, ALL},
	{"lockedState", "", READING_LOCKED_STATES, AS_WORDS, 1, ALL},
	{"opening", "", READING_OPEN_DOORS, AS_OPEN_DOORS, 1, ALL},
	{"beltStatus", "safety", READING_BELT_WARNING, AS_BELTS, 1, ALL},
	{"beltWarning", "safety", READING_BELT_WARNING, AS_WORD, 1, ALL},
	{"autoECallTriggering", "safety", READING_ECALL, AS_WORD, 1, ALL},
	{"eCallTriggeringRequest", "safety", READING_ECALL, AS_WORD, 1, ALL},
	{"state", "privacy", READING_PRIVACY, AS_WORD, 1, ALL},
	{"status", "privacy", READING_PRIVACY, AS_WORD, 1, ALL},
	{"daysBeforeMaintenance", "", READING_DAYS_BEFORE_MAINTENANCE, AS_NUMBER, 1, ALL},
	{"daysBeforeMaintenace", "", READING_DAYS_BEFORE_MAINTENANCE, AS_NUMBER, 1, ALL},
	{"mileageBeforeMaintenance", "", READING_MILEAGE_BEFORE_MAINTENANCE_KM, AS_NUMBER, 1, ALL},
	{"status", "airConditioning", READING_PRECONDITIONING, AS_WORD, 1, ALL},
	{"state", "stolen", READING_STOLEN, AS_TRUTH, 1, ALL},
	BODY_END
};

/* The air's temperature, by what is around `air`: outside, or in the engine's intake. */
const struct body_rule RULE_AIR_OUTSIDE =
	{"temp", "air", READING_AIR_TEMP_C, AS_NUMBER, 1, ALL};
const struct body_rule RULE_AIR_INTAKE =
	{"temp", "air", READING_INTAKE_AIR_TEMP_C, AS_NUMBER, 1, ALL};

/* Litres in b2b 3.3, centilitres before and after (contract C14); in 2019 something per
 * distance. */
#define TOTAL_IN_CL (B2B_2_2 | B2B_3_18 | B2C_4_16)

const struct body_rule RULES_FUEL[] = {
	{"level", "", READING_FUEL_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_FUEL_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	{"total", "consumptions", READING_FUEL_TOTAL_L, AS_NUMBER, 1, B2B_3_3},
	{"total", "consumptions", READING_FUEL_TOTAL_L, AS_NUMBER, 0.01, TOTAL_IN_CL},
	{"instant", "consumptions", READING_FUEL_INSTANT_L_100KM, AS_NUMBER, 1, ALL},
	BODY_END
};

/* What stands in extension.electric: of a fuel cell's vehicle, too. */
#define ELECTRIC_EXTENSION \
	{"capacity", "load", READING_BATTERY_CAPACITY_WH, AS_NUMBER, 1, ALL}, \
	{"capacity", "battery", READING_BATTERY_CAPACITY_WH, AS_NUMBER, 1, ALL}, \
	{"residual", "load", READING_BATTERY_REMAINING_WH, AS_NUMBER, 1, ALL}, \
	{"capacity", "health", READING_BATTERY_HEALTH_PERCENT, AS_NUMBER, 1, ALL}, \
	{"resistance", "health", READING_BATTERY_RESISTANCE_PERCENT, AS_NUMBER, 1, ALL}, \
	{"plugged", "charging", READING_PLUGGED, AS_TRUTH, 1, ALL}, \
	{"status", "charging", READING_CHARGING, AS_WORD, 1, ALL}, \
	{"type", "charging", READING_CHARGING_TYPE, AS_WORD, 1, ALL}, \
	{"chargingMode", "charging", READING_CHARGING_MODE, AS_NO_WORD, 1, ALL}, \
	{"chargingPowerLevel", "charging", READING_CHARGING_POWER_LEVEL, AS_WORD, 1, ALL}, \
	{"chargingRate", "charging", READING_CHARGING_RATE_KMH, AS_NUMBER, 1, ALL}, \
	{"remainingTime", "charging", READING_CHARGING_REMAINING_S, AS_DURATION, 1, ALL}, \
	{"nextDelayedTime", "charging", READING_CHARGING_START_S, AS_DURATION, 1, ALL}

const struct body_rule RULES_HYDROGEN[] = {
	{"level", "", READING_HYDROGEN_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_HYDROGEN_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	ELECTRIC_EXTENSION,
	BODY_END
};

const struct body_rule RULES_ELECTRIC[] = {
	{"level", "", READING_ELECTRIC_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_ELECTRIC_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	ELECTRIC_EXTENSION,
	/* kWh in 2019 (contract C14). */
	{"residual", "", READING_BATTERY_REMAINING_WH, AS_NUMBER, 1000, EDITIONS_2019},
	BODY_END
};

/* The data of values[] (contract section 14). */
const struct value_rule RULES_VALUES[] = {
	{"vehicle.odometer", READING_MILEAGE_KM, AS_NUMBER},
	{"vehicle.kinetic.speed", READING_SPEED_KMH, AS_NUMBER},
	{"vehicle.kinetic.moving", READING_MOVING, AS_TRUTH},
	{"vehicle.powertrain.status", READING_POWERTRAIN, AS_WORD},
	{"vehicle.engines.running", READING_POWERTRAIN, AS_RUNNING},
	{"vehicle.engines.thermic.oil.temp", READING_OIL_TEMP_C, AS_NUMBER},
	{"vehicle.energy.electric.level", READING_ELECTRIC_LEVEL_PERCENT, AS_NUMBER},
	{"vehicle.energy.electric.autonomy", READING_ELECTRIC_AUTONOMY_KM, AS_NUMBER},
	{"vehicle.energy.fuel.level", READING_FUEL_LEVEL_PERCENT, AS_NUMBER},
	{"vehicle.energy.fuel.autonomy", READING_FUEL_AUTONOMY_KM, AS_NUMBER},
	{"vehicle.autonomy", READING_AUTONOMY_KM, AS_NUMBER},
	{"vehicle.energy.charging.status", READING_CHARGING, AS_WORD},
	{"vehicle.energy.charging.plugged", READING_PLUGGED, AS_TRUTH},
	{"vehicle.energy.charging.type", READING_CHARGING_TYPE, AS_WORD},
	{"vehicle.doorsState.lockedState", READING_LOCKED_STATES, AS_WORDS},
	{"vehicle.drivingBehavior.mode", READING_DRIVING_MODE, AS_WORD},
	{"vehicle.maintenance.daysBeforeMaintenance", READING_DAYS_BEFORE_MAINTENANCE, AS_NUMBER},
	{"vehicle.maintenance.mileageBeforeMaintenance",
	 READING_MILEAGE_BEFORE_MAINTENANCE_KM, AS_NUMBER},
	{"vehicle.safety.beltWarning", READING_BELT_WARNING, AS_WORD},
	{"vehicle.safety.autoECallTriggering", READING_ECALL, AS_WORD},
	{"vehicle.preconditioning.airConditioning", READING_PRECONDITIONING, AS_WORD},
	{"vehicle.alarm.status.activation", READING_ALARM, AS_WORD},
	{"environment.air.temp", READING_AIR_TEMP_C, AS_NUMBER},
	{"privacy.state", READING_PRIVACY, AS_WORD},
	{"privacy.status", READING_PRIVACY, AS_WORD},
	{"privacy.driverRequestState", READING_PRIVACY_REQUEST, AS_WORD},
	{"stolen.state", READING_STOLEN, AS_TRUTH},
	{"vehicle.trip.state", READING_TRIP_STATE, AS_WORD},
	{"vehicle.trip.distance", READING_TRIP_DISTANCE_KM, AS_NUMBER},
	{"vehicle.trip.duration", READING_TRIP_DURATION_S, AS_DURATION},
	{NULL, READING_COUNT, AS_WORD}
};

/* The data whose literal names a thing: the id of a trip, the name of an alert. */
const struct name_rule RULES_NAMES[] = {
	{"vehicle.alert", THING_ALERT, ALERT_TYPE, AS_WORD, -1, true},
	{"vehicle.trip", THING_TRIP, TRIP_ID, AS_WORD, -1, false},
	{"vehicle.trip.start", THING_TRIP, TRIP_ID, AS_WORD, TRIP_STARTED_AT, false},
	{"vehicle.trip.stop", THING_TRIP, TRIP_ID, AS_WORD, TRIP_STOPPED_AT, false},
	{"vehicle.collision.side", THING_COLLISION, COLLISION_SIDES, AS_WORDS, -1, false},
	{"vehicle.collision.severity", THING_COLLISION, COLLISION_SEVEREST, AS_SEVEREST, -1, false},
	{"vehicle.alarm.trigger.type", THING_ALARM, ALARM_TYPE, AS_WORD, -1, true},
	{NULL, THING_KINDS, 0, AS_WORD, -1, false}
};

/* The members whose objects are things. */
const struct thing_rule RULES_THINGS[] = {
	{"alert", THING_ALERT}, {"alerts", THING_ALERT}, {"trip", THING_TRIP},
	{"collision", THING_COLLISION}, {"collisions", THING_COLLISION},
	{"stolen", THING_THEFT},
	{NULL, THING_KINDS}
};

/* value.type, where value.body has objects (contract section 12: both spellings). */
const struct thing_rule RULES_OBJECTS[] = {
	{"obj.alert", THING_ALERT}, {"obj.collision", THING_COLLISION},
	{NULL, THING_KINDS}
};

const struct bare_rule RULES_BARE[] = {
	{"vehicle.alerts", {"alerts", "alert"}, {"id", "active"}},
	{"vehicle.trip", {"trip", "trip"}, {"id", "startedAt"}},
	{"vehicle.collisions", {"collisions", "collision"}, {"id", "details"}},
	{"vehicle.stolen", {"stolen", "stolen"}, {"id", "state"}},
	{"vehicle.alarm", {"alarm", "alarm"}, {"trigger", "status"}},
	{NULL, {NULL, NULL}, {NULL, NULL}}
};

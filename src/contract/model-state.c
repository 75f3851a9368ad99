#include "contract/template.h"

/* Telemetry and Status of contract section 15: two views of a vehicle's state that
 * share most of their parts. Status dates every part, telemetry itself as a whole;
 * MODEL_COMMON allows the dates in both. */
#define BOTH EDITIONS_CURRENT
#define B2B B2B_3_18
#define B2C B2C_4_16

/* Leaves that stand in several places. */

static const struct rule TEMPERATURE[] = {
	RULE_NUMBER("temp", BOTH),
	MODEL_COMMON
};

static const struct rule LEVEL_AND_TEMPERATURE[] = {
	RULE_NUMBER("level", BOTH),
	RULE_NUMBER("temp", BOTH),
	MODEL_COMMON
};

static const struct rule CONSUMPTION[] = {
	RULE_NUMBER("consumption", B2C),
	MODEL_COMMON
};

/* energies[] */

static const struct rule CONSUMPTIONS[] = {
	RULE_NUMBER("total", BOTH),
	RULE_NUMBER("instant", BOTH),
	MODEL_COMMON
};

static const struct rule FUEL[] = {
	RULE_OBJECT("consumptions", BOTH, CONSUMPTIONS),
	RULE_OBJECT("consumption", B2C, CONSUMPTION),
	MODEL_COMMON
};

static const struct rule BATTERY_LOAD[] = {
	RULE_NUMBER("capacity", BOTH),
	RULE_NUMBER("residual", BOTH),
	MODEL_COMMON
};

static const struct rule BATTERY_HEALTH[] = {
	RULE_NUMBER("capacity", BOTH),
	RULE_NUMBER("resistance", BOTH),
	MODEL_COMMON
};

static const struct rule TRACTION_BATTERY[] = {
	RULE_OBJECT("load", BOTH, BATTERY_LOAD),
	RULE_OBJECT("health", BOTH, BATTERY_HEALTH),
	RULE_NUMBER("capacity", B2C),
	MODEL_COMMON
};

static const struct rule OCCURENCE[] = {
	RULE_WORDS("day", BOTH, WORDS_WEEKDAY),
	MODEL_COMMON
};

static const struct rule CHARGING_PROGRAM[] = {
	RULE_DURATION("start", BOTH),
	RULE_OBJECT("occurence", BOTH, OCCURENCE),
	RULE_BOOLEAN("enabled", BOTH),
	RULE_NUMBER("slot", B2B),
	RULE_DURATION("end", BOTH),
	RULE_BOOLEAN("chargeUntilFull", BOTH),
	MODEL_COMMON
};

static const struct rule SCHEDULE[] = {
	RULE_OBJECTS("programs", BOTH, CHARGING_PROGRAM),
	MODEL_COMMON
};

static const struct rule CHARGING[] = {
	RULE_BOOLEAN("plugged", BOTH),
	RULE_WORD("status", BOTH, WORDS_CHARGING_STATUS),
	RULE_DURATION("remainingTime", BOTH),
	RULE_NUMBER("chargingRate", BOTH),
	RULE_WORD("chargingPowerLevel", BOTH, WORDS_CHARGING_POWER),
	RULE_WORD("chargingMode", BOTH, WORDS_CHARGING_MODE),
	RULE_DURATION("nextDelayedTime", BOTH),
	RULE_OBJECT("schedule", BOTH, SCHEDULE),
	RULE_WORD("type", BOTH, WORDS_CHARGING_TYPE),
	MODEL_COMMON
};

static const struct rule ELECTRIC[] = {
	RULE_OBJECT("battery", BOTH, TRACTION_BATTERY),
	RULE_OBJECT("charging", BOTH, CHARGING),
	RULE_OBJECT("residual", B2C, CONSUMPTION),
	RULE_OBJECT("consumption", B2C, CONSUMPTION),
	MODEL_COMMON
};

static const struct rule ENERGY_EXTENSION[] = {
	RULE_OBJECT("fuel", BOTH, FUEL),
	RULE_OBJECT("electric", BOTH, ELECTRIC),
	MODEL_COMMON
};

static const struct rule ENERGY[] = {
	RULE_WORD("type", BOTH, WORDS_ENERGY_TYPE),
	RULE_WORD("subType", BOTH, WORDS_ENERGY_SUBTYPE),
	RULE_NUMBER("level", BOTH),
	RULE_NUMBER("autonomy", BOTH),
	RULE_OBJECT("extension", BOTH, ENERGY_EXTENSION),
	MODEL_COMMON
};

/* engines[] */

static const struct rule THERMIC[] = {
	RULE_OBJECT("coolant", BOTH, LEVEL_AND_TEMPERATURE),
	RULE_OBJECT("oil", BOTH, LEVEL_AND_TEMPERATURE),
	RULE_OBJECT("air", BOTH, TEMPERATURE),
	MODEL_COMMON
};

static const struct rule ENGINE_EXTENSION[] = {
	RULE_OBJECT("thermic", BOTH, THERMIC),
	MODEL_COMMON
};

static const struct rule ENGINE[] = {
	RULE_WORD("type", BOTH, WORDS_ENGINE_TYPE),
	RULE_NUMBER("speed", BOTH),
	RULE_WORD("gmpStatus", BOTH, WORDS_ENGINE_STATUS),
	RULE_OBJECT("extension", BOTH, ENGINE_EXTENSION),
	RULE_OBJECT("oil", B2C, TEMPERATURE),
	MODEL_COMMON
};

static const struct rule POWERTRAIN[] = {
	RULE_WORD("status", BOTH, WORDS_ENGINE_STATUS),
	MODEL_COMMON
};

/* transmission */

static const struct rule GEARBOX_MODE[] = {
	RULE_BOOLEAN("automatic", BOTH),
	RULE_BOOLEAN("sport", BOTH),
	RULE_BOOLEAN("snow", BOTH),
	RULE_BOOLEAN("sequential", BOTH),
	RULE_BOOLEAN("semiManual", BOTH),
	MODEL_COMMON
};

static const struct rule GEARBOX[] = {
	RULE_OBJECT("mode", BOTH, GEARBOX_MODE),
	RULE_WORD("ratio", BOTH, WORDS_GEAR),
	MODEL_COMMON
};

static const struct rule TRANSMISSION[] = {
	RULE_OBJECT("gearbox", BOTH, GEARBOX),
	MODEL_COMMON
};

/* adas: the driver's assistants */

static const struct rule PARK_ASSIST[] = {
	RULE_WORDS("front", BOTH, WORDS_PARK_ASSIST_FRONT),
	RULE_WORDS("rear", BOTH, WORDS_PARK_ASSIST_REAR),
	MODEL_COMMON
};

static const struct rule ADAS[] = {
	RULE_OBJECT("parkAssist", BOTH, PARK_ASSIST),
	RULE_WORD("accr", BOTH, WORDS_ACCR),
	RULE_BOOLEAN("lvv", BOTH),
	RULE_WORD("rvv", BOTH, WORDS_RVV),
	RULE_WORD("aebs", BOTH, WORDS_AEBS),
	RULE_WORD("afil", BOTH, WORDS_AFIL),
	RULE_WORD("artiv", BOTH, WORDS_ARTIV),
	RULE_WORD("bsm", BOTH, WORDS_BSM),
	RULE_BOOLEAN("esp", BOTH),
	RULE_BOOLEAN("abs", BOTH),
	RULE_BOOLEAN("fse", BOTH),
	RULE_NUMBER("sli", BOTH),
	RULE_WORD("rlka", BOTH, WORDS_LANE_KEEPING),
	RULE_WORD("llka", BOTH, WORDS_LANE_KEEPING),
	RULE_WORD("rgi", BOTH, WORDS_GEAR_ADVICE),
	MODEL_COMMON
};

/* lights, wipers, doors' neighbours */

static const struct rule LIGHTING[] = {
	RULE_WORDS("turn", B2B, WORDS_LEFT_RIGHT),
	RULE_WORDS("light", B2B, WORDS_FRONT_REAR),
	RULE_WORDS("status", B2B, WORDS_ON_OFF),
	MODEL_COMMON
};

static const struct rule LAMP[] = {
	RULE_WORD("direction", BOTH, WORDS_LEFT_RIGHT),
	RULE_WORD("position", BOTH, WORDS_FRONT_REAR),
	RULE_WORD("status", BOTH, WORDS_ON_OFF),
	MODEL_COMMON
};

static const struct rule LIGHTING_SYSTEM[] = {
	RULE_OBJECTS("turn", BOTH, LAMP),
	RULE_OBJECTS("fog", BOTH, LAMP),
	MODEL_COMMON
};

static const struct rule WIPING_BLADES[] = {
	RULE_BOOLEAN("active", BOTH),
	RULE_WORD("speed", BOTH, WORDS_WIPER_SPEED),
	MODEL_COMMON
};

static const struct rule IGNITION[] = {
	RULE_WORD("type", BOTH, WORDS_IGNITION),
	MODEL_COMMON
};

static const struct rule BATTERY[] = {
	RULE_NUMBER("voltage", BOTH),
	MODEL_COMMON
};

static const struct rule BELT[] = {
	RULE_WORD("belt", BOTH, WORDS_BELT),
	RULE_WORD("id", BOTH, WORDS_SEAT),
	MODEL_COMMON
};

static const struct rule SAFETY[] = {
	RULE_OBJECTS("beltStatus", BOTH, BELT),
	RULE_WORD("autoECallTriggering", BOTH, WORDS_ECALL),
	MODEL_COMMON
};

/* movement, surroundings, privacy */

static const struct rule ODOMETER[] = {
	RULE_NUMBER("mileage", BOTH),
	MODEL_COMMON
};

static const struct rule KINETIC[] = {
	RULE_NUMBER("acceleration", BOTH),
	RULE_NUMBER("speed", BOTH),
	RULE_BOOLEAN("moving", BOTH),
	MODEL_COMMON
};

static const struct rule DRIVING_BEHAVIOR[] = {
	RULE_WORD("mode", BOTH, WORDS_DRIVING_MODE),
	MODEL_COMMON
};

static const struct rule LUMINOSITY[] = {
	RULE_BOOLEAN("day", BOTH),
	MODEL_COMMON
};

static const struct rule ENVIRONMENT[] = {
	RULE_OBJECT("luminosity", BOTH, LUMINOSITY),
	RULE_OBJECT("air", BOTH, TEMPERATURE),
	MODEL_COMMON
};

static const struct rule PRIVACY[] = {
	RULE_WORD("state", BOTH, WORDS_PRIVACY),
	MODEL_COMMON
};

/* Telemetry */

static const struct rule VEHICLE[] = {
	RULE_OBJECTS("engines", BOTH, ENGINE),
	RULE_OBJECTS("energies", BOTH, ENERGY),
	RULE_OBJECT("transmission", BOTH, TRANSMISSION),
	RULE_OBJECT("powertrain", BOTH, POWERTRAIN),
	RULE_OBJECT("adas", BOTH, ADAS),
	RULE_OBJECT("lighting", B2B, LIGHTING),
	RULE_OBJECT("lightingSystem", BOTH, LIGHTING_SYSTEM),
	RULE_OBJECT("ignition", BOTH, IGNITION),
	RULE_OBJECT("doorsState", BOTH, MODEL_DOORS),
	RULE_OBJECT("battery", BOTH, BATTERY),
	RULE_OBJECT("safety", BOTH, SAFETY),
	RULE_OBJECT("wipingBlades", BOTH, WIPING_BLADES),
	RULE_OBJECT("odometer", BOTH, ODOMETER),
	RULE_OBJECT("alarm", BOTH, MODEL_ALARM),
	RULE_OBJECT("kinetic", BOTH, KINETIC),
	RULE_OBJECT("drivingBehavior", BOTH, DRIVING_BEHAVIOR),
	MODEL_COMMON
};

static const struct rule TELEMETRY_EXTENSION[] = {
	RULE_OBJECT("location", BOTH, MODEL_POSITION),
	RULE_OBJECT("maintenance", BOTH, MODEL_MAINTENANCE),
	RULE_OTHERS,
	RULE_END
};

static const struct rule TELEMETRY_EMBEDDED[] = {
	RULE_OBJECT("extension", BOTH, TELEMETRY_EXTENSION),
	RULE_OTHERS,
	RULE_END
};

const struct rule MODEL_TELEMETRY[] = {
	RULE_OBJECT("privacy", BOTH, PRIVACY),
	RULE_OBJECT("vehicle", BOTH, VEHICLE),
	RULE_OBJECT("environment", BOTH, ENVIRONMENT),
	RULE_OBJECT("_embedded", BOTH, TELEMETRY_EMBEDDED),
	MODEL_COMMON
};

/* Status */

static const struct rule CLIMATE_PROGRAM[] = {
	RULE_STRING("recurrence", BOTH),
	RULE_DURATION("start", BOTH),
	RULE_OBJECT("occurence", BOTH, OCCURENCE),
	RULE_NUMBER("slot", BOTH),
	RULE_BOOLEAN("enabled", BOTH),
	MODEL_COMMON
};

static const struct rule AIR_CONDITIONING[] = {
	RULE_WORD("status", BOTH, WORDS_CLIMATE_STATUS),
	RULE_WORD("startingCause", BOTH, WORDS_CLIMATE_START),
	RULE_WORD("failureCause", BOTH, WORDS_CLIMATE_FAILURE),
	RULE_OBJECTS("programs", BOTH, CLIMATE_PROGRAM),
	MODEL_COMMON
};

static const struct rule PRECONDITIONING[] = {
	RULE_OBJECT("airConditioning", BOTH, AIR_CONDITIONING),
	MODEL_COMMON
};

static const struct rule SERVICE[] = {
	RULE_WORD("type", BOTH, WORDS_SERVICE),
	MODEL_COMMON
};

static const struct rule STATUS_EXTENSION[] = {
	RULE_OBJECT("odometer", B2B, ODOMETER),
	RULE_OBJECT("kinetic", B2B, KINETIC),
	RULE_OTHERS,
	RULE_END
};

static const struct rule STATUS_EMBEDDED[] = {
	RULE_OBJECT("extension", B2B, STATUS_EXTENSION),
	RULE_OTHERS,
	RULE_END
};

const struct rule MODEL_STATUS[] = {
	RULE_ID("vin", B2B),
	RULE_OBJECT("ignition", BOTH, IGNITION),
	RULE_OBJECT("lastPosition", BOTH, MODEL_POSITION),
	RULE_OBJECT("preconditioning", BOTH, PRECONDITIONING),
	RULE_OBJECT("preconditionning", B2C, PRECONDITIONING),
	RULE_OBJECTS("energies", BOTH, ENERGY),
	RULE_OBJECT("energy", B2C, ENERGY),
	RULE_OBJECTS("engines", BOTH, ENGINE),
	RULE_OBJECT("transmission", B2B, TRANSMISSION),
	RULE_OBJECT("powertrain", BOTH, POWERTRAIN),
	RULE_OBJECT("adas", B2B, ADAS),
	RULE_OBJECT("doorsState", BOTH, MODEL_DOORS),
	RULE_OBJECT("privacy", BOTH, PRIVACY),
	RULE_OBJECT("battery", BOTH, BATTERY),
	RULE_OBJECT("service", BOTH, SERVICE),
	RULE_OBJECT("safety", BOTH, SAFETY),
	RULE_OBJECT("odometer", BOTH, ODOMETER),
	RULE_OBJECT("kinetic", BOTH, KINETIC),
	RULE_OBJECT("environment", BOTH, ENVIRONMENT),
	RULE_OBJECT("drivingBehavior", BOTH, DRIVING_BEHAVIOR),
	RULE_OBJECT("wipingBlades", B2B, WIPING_BLADES),
	RULE_OBJECT("lightingSystem", BOTH, LIGHTING_SYSTEM),
	RULE_OBJECT("alarm", BOTH, MODEL_ALARM),
	RULE_OBJECT("stolen", B2B, MODEL_STOLEN),
	RULE_OBJECT("_embedded", BOTH, STATUS_EMBEDDED),
	MODEL_COMMON
};

#include "contract/template.h"

/* The models of contract section 15 that are not the vehicle's state (see
 * model-state.c). Columns b2b and b2c of that section are editions here. */
#define BOTH EDITIONS_CURRENT
#define B2B B2B_3_18

static const struct rule GEOMETRY[] = {
	RULE_NUMBERS("coordinates", BOTH),
	RULE_WORD("type", BOTH, WORDS_POINT),
	MODEL_COMMON
};

static const struct rule POSITION_PROPERTIES[] = {
	RULE_ID("vin", B2B),
	RULE_NUMBER("heading", BOTH),
	RULE_NUMBER("signalQuality", BOTH),
	RULE_WORD("type", BOTH, WORDS_POSITION_TYPE),
	RULE_WORD("fixStatus", BOTH, WORDS_FIX_STATUS),
	MODEL_COMMON
};

const struct rule MODEL_POSITION[] = {
	RULE_WORD("type", BOTH, WORDS_FEATURE),
	RULE_OBJECT("geometry", BOTH, GEOMETRY),
	RULE_OBJECT("properties", BOTH, POSITION_PROPERTIES),
	MODEL_COMMON
};

static const struct rule OPENING[] = {
	RULE_WORD("identifier", BOTH, WORDS_OPENING),
	RULE_WORD("state", BOTH, WORDS_OPENING_STATE),
	MODEL_COMMON
};

const struct rule MODEL_DOORS[] = {
	RULE_WORDS("lockedStates", BOTH, WORDS_LOCKED_STATE),
	RULE_OBJECTS("opening", BOTH, OPENING),
	MODEL_COMMON
};

const struct rule MODEL_MAINTENANCE[] = {
	RULE_ID("vin", B2B),
	RULE_NUMBER("daysBeforeMaintenance", BOTH),
	RULE_NUMBER("mileageBeforeMaintenance", BOTH),
	MODEL_COMMON
};

const struct rule MODEL_ALERT[] = {
	RULE_ID("id", BOTH),
	RULE_ID("vin", B2B),
	RULE_BOOLEAN("active", BOTH),
	RULE_WORD("type", BOTH, WORDS_ALERT),
	RULE_WORD("severity", BOTH, WORDS_SEVERITY),
	RULE_DATE("startedAt", BOTH),
	RULE_DATE("endAt", BOTH),
	RULE_OBJECT("startPosition", BOTH, MODEL_POSITION),
	RULE_OBJECT("endPosition", BOTH, MODEL_POSITION),
	MODEL_COMMON
};

static const struct rule COLLISION_DETAIL[] = {
	RULE_WORD("side", BOTH, WORDS_COLLISION_SIDE),
	RULE_WORD("severity", BOTH, WORDS_COLLISION_SEVERITY),
	MODEL_COMMON
};

const struct rule MODEL_COLLISION[] = {
	RULE_OBJECTS("details", BOTH, COLLISION_DETAIL),
	RULE_ID("id", BOTH),
	RULE_ID("vin", B2B),
	RULE_BOOLEAN("tippedOver", BOTH),
	RULE_BOOLEAN("pedestrian", BOTH),
	MODEL_COMMON
};

static const struct rule TRIP_ENERGY[] = {
	RULE_WORD("type", BOTH, WORDS_ENERGY_TYPE),
	RULE_WORD("subType", BOTH, WORDS_ENERGY_SUBTYPE),
	RULE_NUMBER("level", BOTH),
	RULE_NUMBER("autonomy", BOTH),
	MODEL_COMMON
};

static const struct rule TRIP_CONSUMPTION[] = {
	{.member = "consumption", .editions = BOTH, .kinds = KIND_NUMBER,
	 .check = CHECK_TRIP_AMOUNT},
	RULE_NUMBER("avgConsumption", BOTH),
	RULE_WORD("type", BOTH, WORDS_ENERGY_TYPE),
	RULE_WORD("subType", BOTH, WORDS_ENERGY_SUBTYPE),
	MODEL_COMMON
};

static const struct rule TRIP_KINETIC[] = {
	RULE_NUMBER("avgSpeed", BOTH),
	RULE_NUMBER("maxSpeed", BOTH),
	MODEL_COMMON
};

static const struct rule TRIP_SEGMENT[] = {
	RULE_WORD("propulsion", BOTH, WORDS_PROPULSION),
	RULE_NUMBER("percent", BOTH),
	RULE_NUMBER("distance", BOTH),
	MODEL_COMMON
};

static const struct rule TRIP_FAULT[] = {
	RULE_WORD("fault", BOTH, WORDS_TRIP_FAULT),
	RULE_WORD("cause", BOTH, WORDS_TRIP_FAULT_CAUSE),
	MODEL_COMMON
};

const struct rule MODEL_TRIP[] = {
	RULE_ID("id", BOTH),
	RULE_ID("vin", B2B),
	RULE_DATE("startedAt", BOTH),
	RULE_DATE("stoppedAt", BOTH),
	RULE_OBJECT("startPosition", BOTH, MODEL_POSITION),
	RULE_OBJECT("stopPosition", BOTH, MODEL_POSITION),
	RULE_NUMBER("duration", BOTH),
	RULE_NUMBER("distance", BOTH),
	RULE_NUMBER("startMileage", BOTH),
	RULE_OBJECTS("startEnergies", BOTH, TRIP_ENERGY),
	RULE_OBJECTS("endEnergies", BOTH, TRIP_ENERGY),
	RULE_OBJECTS("energyConsumptions", BOTH, TRIP_CONSUMPTION),
	RULE_OBJECT("kinetic", BOTH, TRIP_KINETIC),
	RULE_OBJECTS("segments", BOTH, TRIP_SEGMENT),
	RULE_BOOLEAN("done", BOTH),
	RULE_OBJECTS("faults", BOTH, TRIP_FAULT),
	MODEL_COMMON
};

const struct rule MODEL_STOLEN[] = {
	RULE_ID("id", B2B),
	RULE_BOOLEAN("state", B2B),
	RULE_DATE("startedAt", B2B),
	RULE_DATE("endAt", B2B),
	RULE_OBJECT("startPosition", B2B, MODEL_POSITION),
	RULE_OBJECT("endPosition", B2B, MODEL_POSITION),
	MODEL_COMMON
};

static const struct rule ALARM_TRIGGER[] = {
	RULE_WORD("type", BOTH, WORDS_ALARM_TRIGGER),
	RULE_OBJECT("position", BOTH, MODEL_POSITION),
	RULE_DATE("startAt", BOTH),
	MODEL_COMMON
};

static const struct rule ALARM_STATUS[] = {
	RULE_WORD("activation", BOTH, WORDS_ALARM_ACTIVATION),
	MODEL_COMMON
};

const struct rule MODEL_ALARM[] = {
	RULE_OBJECT("trigger", BOTH, ALARM_TRIGGER),
	RULE_OBJECT("status", BOTH, ALARM_STATUS),
	MODEL_COMMON
};

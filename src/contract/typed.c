#include "contract/typed.h"

#include "contract/cell.h"
#include "contract/literal.h"

#define NOT_DATED INT64_MIN

/* ---- The rules ---- */

/* A member of a body. `inside` is the name of the object around it, "" any; `editions`
 * those in which the unit is this one. */
struct body_rule {
	const char *name, *inside;
	enum reading reading;
	enum cell_reading how;
	double factor;
	unsigned editions;
};

#define ALL EDITIONS_ALL

static const struct body_rule BODY[] = {
	{"mileage", "odometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "vehicleOdometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "odemeter", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"mileage", "timed.odometer", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	{"odometer", "", READING_MILEAGE_KM, AS_NUMBER, 1, ALL},
	/* m/s in the texts of b2b 3.0 to 3.8 (contract C14). */
	{"speed", "kinetic", READING_SPEED_KMH, AS_NUMBER, 3.6, B2B_3_3},
	{"speed", "kinetic", READING_SPEED_KMH, AS_NUMBER, 1, ALL & ~B2B_3_3},
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
};

/* The air's temperature, by what is around `air`: outside, or in the engine's intake. */
static const struct body_rule AIR_OUTSIDE =
	{"temp", "air", READING_AIR_TEMP_C, AS_NUMBER, 1, ALL};
static const struct body_rule AIR_INTAKE =
	{"temp", "air", READING_INTAKE_AIR_TEMP_C, AS_NUMBER, 1, ALL};

/* Litres in b2b 3.3, centilitres before and after (contract C14); in 2019 something per
 * distance. */
#define TOTAL_IN_CL (B2B_2_2 | B2B_3_18 | B2C_4_16)

static const struct body_rule FUEL[] = {
	{"level", "", READING_FUEL_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_FUEL_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	{"total", "consumptions", READING_FUEL_TOTAL_L, AS_NUMBER, 1, B2B_3_3},
	{"total", "consumptions", READING_FUEL_TOTAL_L, AS_NUMBER, 0.01, TOTAL_IN_CL},
	{"instant", "consumptions", READING_FUEL_INSTANT_L_100KM, AS_NUMBER, 1, ALL},
};

static const struct body_rule HYDROGEN[] = {
	{"level", "", READING_HYDROGEN_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_HYDROGEN_AUTONOMY_KM, AS_NUMBER, 1, ALL},
};

static const struct body_rule ELECTRIC[] = {
	{"level", "", READING_ELECTRIC_LEVEL_PERCENT, AS_NUMBER, 1, ALL},
	{"autonomy", "", READING_ELECTRIC_AUTONOMY_KM, AS_NUMBER, 1, ALL},
	{"capacity", "load", READING_BATTERY_CAPACITY_WH, AS_NUMBER, 1, ALL},
	{"capacity", "battery", READING_BATTERY_CAPACITY_WH, AS_NUMBER, 1, ALL},
	{"residual", "load", READING_BATTERY_REMAINING_WH, AS_NUMBER, 1, ALL},
	/* kWh in 2019 (contract C14). */
	{"residual", "", READING_BATTERY_REMAINING_WH, AS_NUMBER, 1000, EDITIONS_2019},
	{"capacity", "health", READING_BATTERY_HEALTH_PERCENT, AS_NUMBER, 1, ALL},
	{"resistance", "health", READING_BATTERY_RESISTANCE_PERCENT, AS_NUMBER, 1, ALL},
	{"plugged", "charging", READING_PLUGGED, AS_TRUTH, 1, ALL},
	{"status", "charging", READING_CHARGING, AS_WORD, 1, ALL},
	{"type", "charging", READING_CHARGING_TYPE, AS_WORD, 1, ALL},
	{"chargingMode", "charging", READING_CHARGING_MODE, AS_WORD, 1, ALL},
	{"chargingPowerLevel", "charging", READING_CHARGING_POWER_LEVEL, AS_WORD, 1, ALL},
	{"chargingRate", "charging", READING_CHARGING_RATE_KMH, AS_NUMBER, 1, ALL},
	{"remainingTime", "charging", READING_CHARGING_REMAINING_S, AS_DURATION, 1, ALL},
	{"nextDelayedTime", "charging", READING_CHARGING_START_S, AS_DURATION, 1, ALL},
};

struct rules {
	const struct body_rule *first;
	size_t count;
};

#define RULES(table) ((struct rules){(table), sizeof(table) / sizeof *(table)})

/* The data of values[] (contract section 14). */
static const struct {
	const char *data;
	enum reading reading;
	enum cell_reading how;
} VALUES[] = {
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
};

/* The data whose literal names a thing: the id of a trip, the name of an alert. */
static const struct {
	const char *data;
	enum thing_kind kind;
	int column;
	enum cell_reading how;
	int date_column;        /* that the event's own date tells; -1 none */
} NAMES[] = {
	{"vehicle.alert", THING_ALERT, ALERT_TYPE, AS_WORD, -1},
	{"vehicle.trip", THING_TRIP, TRIP_ID, AS_WORD, -1},
	{"vehicle.trip.start", THING_TRIP, TRIP_ID, AS_WORD, TRIP_STARTED_AT},
	{"vehicle.trip.stop", THING_TRIP, TRIP_ID, AS_WORD, TRIP_STOPPED_AT},
	{"vehicle.collision.side", THING_COLLISION, COLLISION_SIDES, AS_WORDS, -1},
	{"vehicle.collision.severity", THING_COLLISION, COLLISION_SEVEREST, AS_WORD, -1},
	{"vehicle.alarm.trigger.type", THING_ALARM, ALARM_TYPE, AS_WORD, -1},
};

/* The members whose objects are things. */
static const struct {
	const char *name;
	enum thing_kind kind;
} THINGS[] = {
	{"alert", THING_ALERT}, {"alerts", THING_ALERT}, {"trip", THING_TRIP},
	{"collision", THING_COLLISION}, {"collisions", THING_COLLISION},
	{"stolen", THING_THEFT},
};

/* value.type, where value.body has objects (contract section 12: both spellings). */
static const struct {
	const char *type;
	enum thing_kind kind;
} OBJECTS[] = {
	{"obj.alert", THING_ALERT}, {"obj.collision", THING_COLLISION},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- What was told ---- */

struct reader {
	struct typed *typed;
	const struct json *json;
	enum edition edition;
	struct arena *arena;
	bool told[READING_COUNT];
	struct thing **last;         /* where the next thing is linked */
};

/* What is told first stays: values come before extensions, today's spelling of an
 * extension before the older ones. */
static void tell(struct reader *r, enum reading reading, struct cell cell, double factor,
                 int64_t at_ms)
{
	if (cell.kind == CELL_NONE || r->told[reading])
		return;
	if (cell.kind == CELL_NUMBER) {
		cell.number *= factor;
		if (!reading_is_possible(reading, cell.number))
			return;
	}
	r->told[reading] = true;
	r->typed->told[r->typed->count++] = (struct told){reading, cell, at_ms};
}

static void add_thing(struct reader *r, struct thing *thing)
{
	if (thing == NULL)
		return;
	*r->last = thing;
	r->last = &thing->next;
}

/* ---- Bodies ---- */

/* Where the reader stands: the names around, and the newest date above. */
struct around {
	const char *names[2];   /* of the object and of the one around it; "" none */
	size_t lengths[2];
	int64_t at_ms;
	struct rules rules;
};

static bool is_named(const struct around *around, int which, const char *name)
{
	return text_is((struct text){around->names[which], around->lengths[which]}, name);
}

static void apply(struct reader *r, const struct body_rule *rule, uint32_t value,
                  const struct around *around)
{
	tell(r, rule->reading, cell_read(r->json, value, rule->how, r->arena), rule->factor,
	     around->at_ms);
}

static bool applies(const struct reader *r, const struct body_rule *rule, struct text name,
                    const struct around *around)
{
	return text_is(name, rule->name) && (rule->editions & r->edition) != 0 &&
	       (rule->inside[0] == '\0' || is_named(around, 0, rule->inside));
}

static void read_leaf(struct reader *r, struct text name, uint32_t value,
                      const struct around *around)
{
	if (text_is(name, "temp") && is_named(around, 0, "air")) {
		apply(r, is_named(around, 1, "thermic") ? &AIR_INTAKE : &AIR_OUTSIDE, value, around);
		return;
	}
	for (size_t i = 0; i < around->rules.count; i++)
		if (applies(r, &around->rules.first[i], name, around)) {
			apply(r, &around->rules.first[i], value, around);
			return;
		}
}

static int64_t date_of(const struct reader *r, uint32_t object, int64_t above)
{
	static const char *const DATES[] = {"createdAt", "updatedAt"};
	int64_t ms;

	for (size_t i = 0; i < COUNT(DATES); i++) {
		uint32_t date = json_member_of_kind(r->json, object, DATES[i], JSON_STRING);

		if (date != JSON_ABSENT &&
		    literal_date(json_string(r->json, date, r->arena, '?'), &ms))
			return ms;
	}
	return above;
}

static void read_member(struct reader *r, struct text name, uint32_t value,
                        const struct around *around);

/* `inner` says how the object is called; its date may be its own. */
static void read_object(struct reader *r, uint32_t object, struct around inner)
{
	inner.at_ms = date_of(r, object, inner.at_ms);
	for (uint32_t i = json_first(r->json, object); i < json_end(r->json, object);
	     i = json_next(r->json, i))
		read_member(r, json_raw(r->json, i), i + 1, &inner);
}

static struct around inside(const struct around *around, struct text name)
{
	return (struct around){
		.names = {name.at, around->names[0]},
		.lengths = {name.length, around->lengths[0]},
		.at_ms = around->at_ms, .rules = around->rules,
	};
}

/* An item of energies[] (in 2019 an array of arrays called energy). */
static void read_energy(struct reader *r, uint32_t item, const struct around *around)
{
	struct around inner = inside(around, TEXT_LITERAL("energies"));
	uint32_t type = json_member_of_kind(r->json, item, "type", JSON_STRING);
	uint32_t sub_type = json_member_of_kind(r->json, item, "subType", JSON_STRING);

	if (sub_type != JSON_ABSENT && json_is(r->json, sub_type, "Hydrogen"))
		inner.rules = RULES(HYDROGEN);
	else if (type != JSON_ABSENT && json_is(r->json, type, "Electric"))
		inner.rules = RULES(ELECTRIC);
	else if (type != JSON_ABSENT && json_is(r->json, type, "Fuel"))
		inner.rules = RULES(FUEL);
	else
		return;
	read_object(r, item, inner);
}

static void read_energies(struct reader *r, uint32_t node, const struct around *around)
{
	if (json_kind(r->json, node) == JSON_OBJECT)
		read_energy(r, node, around);
	if (json_kind(r->json, node) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(r->json, node); i < json_end(r->json, node);
	     i = json_next(r->json, i))
		read_energies(r, i, around);
}

/* An object, or an array of objects, each of which is a thing. */
static void read_things(struct reader *r, enum thing_kind kind, uint32_t node)
{
	if (json_kind(r->json, node) == JSON_OBJECT)
		add_thing(r, thing_read(kind, r->json, node, r->arena));
	if (json_kind(r->json, node) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(r->json, node); i < json_end(r->json, node);
	     i = json_next(r->json, i))
		read_things(r, kind, i);
}

/* Alarm: its trigger is a thing, its status a reading. */
static void read_alarm(struct reader *r, uint32_t node, const struct around *around)
{
	uint32_t trigger = json_member_of_kind(r->json, node, "trigger", JSON_OBJECT);
	uint32_t status = json_member_of_kind(r->json, node, "status", JSON_OBJECT);
	uint32_t activation = status == JSON_ABSENT ? JSON_ABSENT :
		json_member(r->json, status, "activation");

	if (trigger != JSON_ABSENT)
		read_things(r, THING_ALARM, trigger);
	if (activation != JSON_ABSENT)
		tell(r, READING_ALARM, cell_read(r->json, activation, AS_WORD, r->arena), 1,
		     date_of(r, status, around->at_ms));
}

/* Positions are read elsewhere (facts.h), and hold a type of their own. */
static bool is_position(struct text name)
{
	return text_is(name, "position") || text_is(name, "lastPosition") ||
	       text_is(name, "location");
}

/* True when the member is one of those that are read as a whole. */
static bool read_whole(struct reader *r, struct text name, uint32_t value,
                       const struct around *around)
{
	if (is_position(name))
		return true;
	if (text_is(name, "energies") || text_is(name, "energy")) {
		read_energies(r, value, around);
		return true;
	}
	if (text_is(name, "alarm")) {
		read_alarm(r, value, around);
		return true;
	}
	for (size_t i = 0; i < COUNT(THINGS); i++)
		if (text_is(name, THINGS[i].name)) {
			read_things(r, THINGS[i].kind, value);
			return THINGS[i].kind != THING_THEFT;   /* its state is a reading too */
		}
	return false;
}

/* Arrays that a rule reads as a whole are leaves; of others each object is read. */
static void read_member(struct reader *r, struct text name, uint32_t value,
                        const struct around *around)
{
	enum json_kind kind = json_kind(r->json, value);

	if (kind < JSON_ARRAY) {
		read_leaf(r, name, value, around);
		return;
	}
	if (read_whole(r, name, value, around))
		return;
	if (kind == JSON_OBJECT) {
		read_object(r, value, inside(around, name));
		return;
	}
	read_leaf(r, name, value, around);
	for (uint32_t i = json_first(r->json, value); i < json_end(r->json, value);
	     i = json_next(r->json, i))
		if (json_kind(r->json, i) == JSON_OBJECT)
			read_object(r, i, inside(around, name));
}

static void read_body(struct reader *r, uint32_t body)
{
	const struct around top = {.names = {"", ""}, .at_ms = NOT_DATED, .rules = RULES(BODY)};

	if (json_kind(r->json, body) == JSON_OBJECT)
		read_object(r, body, top);
	if (json_kind(r->json, body) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(r->json, body); i < json_end(r->json, body);
	     i = json_next(r->json, i))
		if (json_kind(r->json, i) == JSON_OBJECT)
			read_object(r, i, top);
}

static void read_extensions(struct reader *r, uint32_t content)
{
	uint32_t list = json_member_of_kind(r->json, content, "extensions", JSON_ARRAY);

	if (list == JSON_ABSENT)
		return;
	for (uint32_t i = json_first(r->json, list); i < json_end(r->json, list);
	     i = json_next(r->json, i)) {
		uint32_t body = json_member(r->json, i, "body");

		if (body != JSON_ABSENT)
			read_body(r, body);
	}
}

/* ---- Values ---- */

static void read_objects(struct reader *r, const struct fact_value *value)
{
	if (value->objects == JSON_ABSENT)
		return;
	for (size_t i = 0; i < COUNT(OBJECTS); i++)
		if (text_is(value->type, OBJECTS[i].type))
			read_things(r, OBJECTS[i].kind, value->objects);
}

static void read_literal(struct reader *r, const struct fact_value *value)
{
	for (size_t i = 0; i < COUNT(VALUES); i++)
		if (text_is(value->data, VALUES[i].data)) {
			tell(r, VALUES[i].reading,
			     cell_of_text(value->literal, VALUES[i].how, r->arena), 1, NOT_DATED);
			return;
		}
}

/* An alert that the event describes needs no row that only names it. */
static bool is_described(const struct reader *r, enum thing_kind kind, int column,
                         struct text name)
{
	for (const struct thing *thing = r->typed->things; thing; thing = thing->next)
		if (thing->kind == kind && thing->cells[column].kind == CELL_TEXT &&
		    text_equal(thing->cells[column].text, name))
			return true;
	return false;
}

static void read_name(struct reader *r, const struct fact_value *value, struct text at)
{
	for (size_t i = 0; i < COUNT(NAMES); i++) {
		struct thing *thing;
		struct cell cell;

		if (!text_is(value->data, NAMES[i].data))
			continue;
		cell = cell_of_text(value->literal, NAMES[i].how, r->arena);
		if (cell.kind == CELL_NONE ||
		    (NAMES[i].kind == THING_ALERT &&
		     is_described(r, THING_ALERT, NAMES[i].column, cell.text)))
			return;
		thing = thing_named(NAMES[i].kind, NAMES[i].column, cell, r->arena);
		if (thing != NULL && NAMES[i].date_column >= 0)
			thing->cells[NAMES[i].date_column] =
				(struct cell){.kind = CELL_TEXT, .text = at};
		add_thing(r, thing);
		return;
	}
}

void typed_read(struct typed *typed, const struct json *json, uint32_t content,
                const struct facts *facts, struct text at, enum edition edition,
                struct arena *arena)
{
	struct reader r = {
		.typed = typed, .json = json, .edition = edition, .arena = arena,
		.last = &typed->things,
	};

	typed->count = 0;
	typed->things = NULL;
	for (size_t i = 0; i < facts->value_count; i++) {
		read_literal(&r, &facts->values[i]);
		read_objects(&r, &facts->values[i]);
	}
	read_extensions(&r, content);
	for (size_t i = 0; i < facts->value_count; i++)
		read_name(&r, &facts->values[i], at);
}

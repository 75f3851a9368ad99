#include "contract/sample-event.h"

#include <stdio.h>
#include <stdlib.h>

/* Extension bodies are arrays of objects but in B2B 3 (contract section 12). */
#define BODY_IS_ARRAY (EDITIONS_ALL & ~EDITIONS_B2B_3)

/* Those that say lockedState and vehicle.engines.running. */
#define SECOND_MODELS (EDITIONS_2019 | B2B_2_2)

/* SplitMix64's finaliser (Steele, Lea and Flood, 2014). */
static uint64_t scatter(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

uint64_t sample_draw(uint64_t seed, uint64_t number, enum sample_draw what)
{
	return scatter(scatter(scatter(seed) ^ number) + (uint64_t)what);
}

/* ---- Names and ids ---- */

void sample_write_vin(char vin[SAMPLE_VIN_SIZE], unsigned vehicle)
{
	snprintf(vin, SAMPLE_VIN_SIZE, "VF3SAMPLE%08u", vehicle % 100000000);
}

void sample_write_hex_id(char id[SAMPLE_HEX_ID_SIZE], uint64_t seed, uint64_t number,
                         enum sample_draw what)
{
	uint64_t bits = sample_draw(seed, number, what);

	snprintf(id, SAMPLE_HEX_ID_SIZE, "%016llx%08llx", (unsigned long long)bits,
	         (unsigned long long)(scatter(bits) >> 32));
}

/* 24 hex digits, the registration's milliseconds, m and four digits (section 13). */
void sample_write_monitor_id(char id[SAMPLE_ID_SIZE], uint64_t seed, unsigned theme)
{
	char hex[SAMPLE_HEX_ID_SIZE];

	sample_write_hex_id(hex, seed, theme, DRAW_MONITOR);
	snprintf(id, SAMPLE_ID_SIZE, "%s1709532000652m%04u", hex, theme % 10000);
}

void sample_write_action_id(char id[SAMPLE_ID_SIZE], uint64_t seed, uint64_t action)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	uint64_t bits = sample_draw(seed, action, DRAW_ACTION);

	for (size_t i = 0; i < SAMPLE_ID_SIZE - 1; i++, bits = scatter(bits))
		id[i] = letters[bits % (sizeof letters - 1)];
	id[SAMPLE_ID_SIZE - 1] = '\0';
}

/* ---- Extensions ---- */

/* Their data were known somewhat earlier than the event (section 5). */
static void put_created(struct builder *b, json_object *object, const struct moment *at)
{
	char date[CLOCK_TEXT_SIZE];
	uint64_t delay = sample_draw(at->sample->seed, at->number, DRAW_DELAY) % 60000;

	clock_format(at->ms - (int64_t)delay, date);
	builder_put(b, object, "createdAt", builder_text(b, date));
}

/* Somewhere in France: a vehicle keeps within some kilometres of its home. */
static json_object *new_coordinates(struct builder *b, const struct moment *at)
{
	uint64_t home = sample_draw(0, at->vehicle, DRAW_HOME);
	uint64_t drift = sample_draw(at->sample->seed, at->number, DRAW_DRIFT);
	long east = (long)(home % 5500000 + drift % 100000);
	long north = 43500000 + (long)(home / 5500000 % 5500000 + drift / 100000 % 100000);
	json_object *array = builder_array(b);
	char digits[32];

	snprintf(digits, sizeof digits, "%ld.%06ld", east / 1000000, east % 1000000);
	builder_append(b, array, builder_number(b, digits));
	snprintf(digits, sizeof digits, "%ld.%06ld", north / 1000000, north % 1000000);
	builder_append(b, array, builder_number(b, digits));
	return array;
}

static json_object *new_position(struct builder *b, const struct moment *at)
{
	uint64_t heading = sample_draw(at->sample->seed, at->number, DRAW_HEADING);
	json_object *position = builder_object(b), *geometry = builder_object(b);
	json_object *properties = builder_object(b);
	bool is_old = (at->sample->edition & EDITIONS_2019) != 0;

	builder_put(b, geometry, "type", builder_text(b, "Point"));
	builder_put(b, geometry, "coordinates", new_coordinates(b, at));
	put_created(b, properties, at);
	builder_put(b, properties, "heading", builder_integer(b, (int64_t)(heading % 360)));
	builder_put(b, properties, "signalQuality",
	            builder_integer(b, (int64_t)(heading / 360 % 9)));
	builder_put(b, properties, "type", builder_text(b, is_old ? "Aquire" : "Acquire"));
	builder_put(b, position, "type", builder_text(b, "Feature"));
	builder_put(b, position, "geometry", geometry);
	builder_put(b, position, "properties", properties);
	return position;
}

static json_object *new_doors(struct builder *b, const struct moment *at)
{
	bool locked = sample_draw(at->sample->seed, at->number, DRAW_HEADING) % 2;
	json_object *doors = builder_object(b), *opening = builder_array(b);
	json_object *door = builder_object(b);
	json_object *state = builder_text(b, locked ? "Locked" : "Unlocked");

	put_created(b, doors, at);
	if (at->sample->edition & SECOND_MODELS) {
		builder_put(b, doors, "lockedState", state);
	} else {
		json_object *states = builder_array(b);

		builder_append(b, states, state);
		builder_put(b, doors, "lockedStates", states);
	}
	builder_put(b, door, "identifier", builder_text(b, "Driver"));
	builder_put(b, door, "state", builder_text(b, locked ? "Closed" : "Open"));
	builder_append(b, opening, door);
	builder_put(b, doors, "opening", opening);
	return doors;
}

static json_object *new_maintenance(struct builder *b, const struct moment *at)
{
	uint64_t left = sample_draw(0, at->vehicle, DRAW_HOME);
	json_object *maintenance = builder_object(b);

	put_created(b, maintenance, at);
	builder_put(b, maintenance, "daysBeforeMaintenance",
	            builder_integer(b, (int64_t)(left % 730) - 30));
	builder_put(b, maintenance, "mileageBeforeMaintenance",
	            builder_integer(b, (int64_t)(left / 730 % 30000) - 500));
	return maintenance;
}

enum extension { NO_EXTENSION, POSITION, DOORS, MAINTENANCE };

static const struct {
	const char *type, *key;
	json_object *(*make)(struct builder *b, const struct moment *at);
} EXTENSIONS[] = {
	[POSITION] = {"vehicle.position", "position", new_position},
	[DOORS] = {"vehicle.doorsState", "doorState", new_doors},
	[MAINTENANCE] = {"vehicle.maintenance", "maintenance", new_maintenance},
};

static json_object *new_extension(struct builder *b, enum extension which,
                                  const struct moment *at)
{
	json_object *extension = builder_object(b), *body = builder_object(b);

	builder_put(b, body, EXTENSIONS[which].key, EXTENSIONS[which].make(b, at));
	builder_put(b, extension, "type", builder_text(b, EXTENSIONS[which].type));
	if (at->sample->edition & BODY_IS_ARRAY) {
		json_object *bodies = builder_array(b);

		builder_append(b, bodies, body);
		body = bodies;
	}
	builder_put(b, extension, "body", body);
	return extension;
}

/* ---- Monitors ---- */

static const char *const FLAGS[] = {"true", "false", NULL};
static const char *const CHARGING[] = {
	"InProgress", "Finished", "Stopped", "Disconnected", "Failure", NULL
};
static const char *const ENGINE[] = {"Running", "Stopped", "NotRunning", NULL};
static const char *const ALERTS_2019[] = {
	"fuelLevelAlarm", "washerLevelAlarm", "riskOfIce", "engineFault", NULL
};
static const char *const ALERTS[] = {
	"FuelLevelLow", "AddWasherFluid", "RiskOfIce", "LeftRearTireUnderInflated", NULL
};

/* What a monitor watches: one datum, its literals and what else was asked for. */
static const struct theme {
	const char *data;
	unsigned editions;
	const char *const *words;    /* the literals; NULL: numbers */
	int least, most;             /* of numbers, in tenths */
	bool whole;                  /* no decimals */
	bool rises;                  /* with the event's number, from the vehicle's own */
	enum extension extension;
} THEMES[] = {
	{"vehicle.energy.electric.level", EDITIONS_ALL, .least = 50, .most = 1000,
	 .whole = true, .extension = POSITION},
	{"vehicle.kinetic.speed", EDITIONS_ALL, .least = 905, .most = 1790,
	 .extension = POSITION},
	{"vehicle.odometer", EDITIONS_ALL, .least = 5000, .most = 1500000, .rises = true,
	 .extension = MAINTENANCE},
	{"vehicle.energy.fuel.level", EDITIONS_ALL, .least = 20, .most = 200, .whole = true,
	 .extension = POSITION},
	{"vehicle.energy.charging.status", EDITIONS_ALL, .words = CHARGING,
	 .extension = POSITION},
	{"vehicle.energy.charging.plugged", EDITIONS_ALL, .words = FLAGS,
	 .extension = DOORS},
	{"vehicle.kinetic.moving", EDITIONS_ALL, .words = FLAGS, .extension = POSITION},
	{"environment.air.temp", EDITIONS_ALL, .least = -250, .most = 420},
	{"vehicle.alert", EDITIONS_2019, .words = ALERTS_2019, .extension = POSITION},
	{"vehicle.alert", EDITIONS_ALL & ~EDITIONS_2019, .words = ALERTS,
	 .extension = POSITION},
	{"vehicle.engines.running", SECOND_MODELS, .words = FLAGS},
	{"vehicle.powertrain.status", EDITIONS_CURRENT, .words = ENGINE},
};

#define THEME_COUNT (sizeof THEMES / sizeof *THEMES)

unsigned sample_pick_theme(const struct sample *sample, uint64_t number)
{
	uint64_t bits = sample_draw(sample->seed, number, DRAW_THEME);

	while (!(THEMES[bits % THEME_COUNT].editions & sample->edition))
		bits = scatter(bits);
	return (unsigned)(bits % THEME_COUNT);
}

static const char *pick_word(const char *const *words, uint64_t bits)
{
	size_t count = 0;

	while (words[count] != NULL)
		count++;
	return words[bits % count];
}

static json_object *new_digits(struct builder *b, const struct theme *theme,
                               const struct moment *at, enum sample_draw what)
{
	uint64_t bits = theme->rises ? sample_draw(0, at->vehicle, DRAW_VALUE)
	                             : sample_draw(at->sample->seed, at->number, what);
	long tenths = theme->least +
	              (long)(bits % (uint64_t)(theme->most - theme->least + 1));
	char digits[32];

	if (theme->rises)
		tenths += (long)(at->number % 10000000) + (what == DRAW_VALUE);
	if (theme->whole)
		snprintf(digits, sizeof digits, "%ld", tenths / 10);
	else
		snprintf(digits, sizeof digits, "%s%ld.%ld", tenths < 0 ? "-" : "",
		         labs(tenths) / 10, labs(tenths) % 10);
	return builder_text(b, digits);
}

/* The value (DRAW_VALUE) or the one before (DRAW_PREVIOUS), which is another word. */
static json_object *new_literal(struct builder *b, const struct theme *theme,
                                const struct moment *at, enum sample_draw what)
{
	uint64_t bits = sample_draw(at->sample->seed, at->number, DRAW_VALUE);

	if (theme->words == NULL)
		return new_digits(b, theme, at, what);
	return builder_text(b, pick_word(theme->words, bits + (what == DRAW_PREVIOUS)));
}

static json_object *new_value(struct builder *b, const struct theme *theme,
                              const struct moment *at)
{
	json_object *item = builder_object(b), *value = builder_object(b);
	json_object *body = builder_object(b);

	builder_put(b, body, "literalValue", new_literal(b, theme, at, DRAW_VALUE));
	builder_put(b, value, "type", builder_text(b, "string"));
	builder_put(b, value, "body", body);
	builder_put(b, item, "data", builder_text(b, theme->data));
	builder_put(b, item, "value", value);
	if (at->sample->edition == B2C_4_16 && !at->sample->refresh)
		builder_put(b, item, "previous", new_literal(b, theme, at, DRAW_PREVIOUS));
	return item;
}

void sample_put_values(struct builder *b, json_object *event, const struct moment *at,
                       unsigned theme)
{
	json_object *values = builder_array(b), *extensions;

	builder_append(b, values, new_value(b, &THEMES[theme], at));
	builder_put(b, event, "values", values);
	if (THEMES[theme].extension != NO_EXTENSION) {
		extensions = builder_array(b);
		builder_append(b, extensions, new_extension(b, THEMES[theme].extension, at));
		builder_put(b, event, "extensions", extensions);
	}
	builder_put(b, event, "refresh", builder_flag(b, at->sample->refresh));
}

/* ---- Remote actions ---- */

static const char *const PENDING[SAMPLE_ACTION_STEPS - 1] = {
	"Accepted", "WakingUpVehicle", "SentToVehicle"
};

/* Navigation is missing: it sends neither of the first two (section 10). */
static const char *const REMOTE_TYPES[] = {
	"ThermalPreconditioning", "ElectricBatteryChargingRequest", "Horn", "Doors", "Lights",
	NULL
};

/* How actions end; most end well. */
static const struct {
	const char *status, *cause;
} ENDINGS[] = {
	{"Success", NULL}, {"Success", NULL}, {"Success", NULL}, {"Success", NULL},
	{"Success", NULL}, {"AlreadyDone", NULL}, {"Failed", "VehicleInUse"},
	{"Failed", "VehicleError"},
};

static void put_status(struct builder *b, json_object *event, const struct moment *at)
{
	uint64_t step = at->number % SAMPLE_ACTION_STEPS;
	size_t ending = sample_draw(at->sample->seed, at->number / SAMPLE_ACTION_STEPS,
	                            DRAW_ENDING) %
	                (sizeof ENDINGS / sizeof *ENDINGS);
	bool done = step == SAMPLE_ACTION_STEPS - 1;
	json_object *status = builder_object(b);

	builder_put(b, status, "type", builder_text(b, done ? "Done" : "Pending"));
	builder_put(b, status, "status",
	            builder_text(b, done ? ENDINGS[ending].status : PENDING[step]));
	if (done && ENDINGS[ending].cause != NULL)
		builder_put(b, status, "failureCause", builder_text(b, ENDINGS[ending].cause));
	builder_put(b, event, "eventStatus", status);
}

void sample_put_step(struct builder *b, json_object *event, const struct moment *at)
{
	uint64_t bits = sample_draw(at->sample->seed, at->number / SAMPLE_ACTION_STEPS,
	                            DRAW_TYPE);

	builder_put(b, event, "remoteType", builder_text(b, pick_word(REMOTE_TYPES, bits)));
	put_status(b, event, at);
}

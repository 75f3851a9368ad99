#include "contract/thing.h"

#include <math.h>

#include "contract/cell.h"
#include "contract/energy.h"
#include "contract/point.h"

static const char *const ALERT_COLUMNS[] = {
	"type", "alert_id", "active", "severity", "started_at", "ended_at", "start_longitude",
	"start_latitude", "end_longitude", "end_latitude", NULL
};

static const char *const TRIP_COLUMNS[] = {
	"trip_id", "started_at", "stopped_at", "start_longitude", "start_latitude",
	"stop_longitude", "stop_latitude", "duration_s", "distance_km", "start_mileage_km",
	"average_speed_kmh", "max_speed_kmh", "fuel_used_l", "electric_used_kwh",
	"fuel_average_l_100km", "electric_average_kwh_100km", "start_fuel_percent",
	"stop_fuel_percent", "start_electric_percent", "stop_electric_percent",
	"start_hydrogen_percent", "stop_hydrogen_percent", "done", "faults", NULL
};

static const char *const COLLISION_COLUMNS[] = {
	"collision_id", "sides", "severities", "severest", "tipped_over", "pedestrian", NULL
};

static const char *const ALARM_COLUMNS[] = {
	"started_at", "type", "longitude", "latitude", NULL
};

static const char *const THEFT_COLUMNS[] = {
	"theft_id", "active", "started_at", "ended_at", "start_longitude", "start_latitude",
	"end_longitude", "end_latitude", NULL
};

/* A member, by its path, and the cell it fills. Of several spellings today's comes first:
 * a cell that is filled stays. */
struct member_rule {
	const char *path;
	int column;
	enum cell_reading how;
};

static const struct member_rule ALERT_MEMBERS[] = {
	{"type", 0, AS_WORD}, {"id", 1, AS_WORD}, {"active", 2, AS_TRUTH},
	{"severity", 3, AS_WORD}, {"startedAt", 4, AS_DATE}, {"startdAt", 4, AS_DATE},
	{"endAt", 5, AS_DATE}, {NULL, 0, AS_WORD}
};

static const struct member_rule TRIP_MEMBERS[] = {
	{"id", 0, AS_WORD}, {"startedAt", 1, AS_DATE}, {"stoppedAt", 2, AS_DATE},
	{"done", 22, AS_TRUTH}, {NULL, 0, AS_WORD}
};

static const struct member_rule COLLISION_MEMBERS[] = {
	{"id", 0, AS_WORD}, {"tippedOver", 4, AS_TRUTH}, {"pedestrian", 5, AS_TRUTH},
	{NULL, 0, AS_WORD}
};

static const struct member_rule ALARM_MEMBERS[] = {
	{"startAt", 0, AS_DATE}, {"type", 1, AS_WORD}, {NULL, 0, AS_WORD}
};

static const struct member_rule THEFT_MEMBERS[] = {
	{"id", 0, AS_WORD}, {"state", 1, AS_TRUTH}, {"startedAt", 2, AS_DATE},
	{"endAt", 3, AS_DATE}, {NULL, 0, AS_WORD}
};

/* A position and the first of its two cells: longitude, latitude. */
struct point_rule {
	const char *member;
	int column;
};

static const struct point_rule ALERT_POINTS[] = {
	{"startPosition", 6}, {"endPosition", 8}, {"endPosition:", 8}, {NULL, 0}  /* C27 */
};
static const struct point_rule TRIP_POINTS[] = {
	{"startPosition", 3}, {"stopPosition", 5}, {NULL, 0}
};
static const struct point_rule COLLISION_POINTS[] = {{NULL, 0}};
static const struct point_rule ALARM_POINTS[] = {{"position", 2}, {NULL, 0}};
static const struct point_rule THEFT_POINTS[] = {
	{"startPosition", 4}, {"endPosition", 6}, {NULL, 0}
};

/* What only trips and collisions have. */
typedef void read_more(struct thing *thing, const struct json *json, uint32_t node,
                       enum edition edition, struct arena *arena);

static void set(struct thing *thing, int column, struct cell cell)
{
	if (thing->cells[column].kind == CELL_NONE)
		thing->cells[column] = cell;
}

static bool text_member_is(const struct json *json, uint32_t node, const char *name,
                           const char *word)
{
	uint32_t member = json_member_of_kind(json, node, name, JSON_STRING);

	return member != JSON_ABSENT && json_is(json, member, word);
}

/* The value at a path of one or two names. */
static uint32_t find_path(const struct json *json, uint32_t node, const char *path,
                          struct arena *arena)
{
	const char *dot = strchr(path, '.'), *first;
	uint32_t outer;

	if (dot == NULL)
		return json_member(json, node, path);
	first = arena_copy(arena, path, (size_t)(dot - path));
	if (first == NULL)
		return JSON_ABSENT;
	outer = json_member_of_kind(json, node, first, JSON_OBJECT);
	return outer == JSON_ABSENT ? JSON_ABSENT : json_member(json, outer, dot + 1);
}

/* A member of the items of a list about energies. */
struct energy_rule {
	const char *list, *member;
	enum energy energy;
	int column;
	double factor, least, most;   /* beyond these it tells no data */
};

#define PERCENT 1, 0, 100
/* A descent may charge more than the rest of the trip has used. */
#define AMOUNT  1, -TRIP_AMOUNT_MAX, TRIP_AMOUNT_MAX

static const struct energy_rule TRIP_ENERGIES[] = {
	{"startEnergies", "level", ENERGY_FUEL, 16, PERCENT},
	{"endEnergies", "level", ENERGY_FUEL, 17, PERCENT},
	{"startEnergies", "level", ENERGY_ELECTRIC, 18, PERCENT},
	{"endEnergies", "level", ENERGY_ELECTRIC, 19, PERCENT},
	{"startEnergies", "level", ENERGY_HYDROGEN, 20, PERCENT},
	{"endEnergies", "level", ENERGY_HYDROGEN, 21, PERCENT},
	/* Litres and kWh in every edition known here (contract C14); the averages are
	 * centilitres and watt-hours. No text says what hydrogen is measured in. */
	{"energyConsumptions", "consumption", ENERGY_FUEL, 12, AMOUNT},
	{"energyConsumptions", "consumption", ENERGY_ELECTRIC, 13, AMOUNT},
	{"energyConsumptions", "avgConsumption", ENERGY_FUEL, 14, 0.01, -INFINITY, INFINITY},
	{"energyConsumptions", "avgConsumption", ENERGY_ELECTRIC, 15, 0.001, -INFINITY, INFINITY},
};

static void read_energy(struct thing *thing, const struct json *json, uint32_t node,
                        const struct energy_rule *rule, struct arena *arena)
{
	uint32_t list = json_member_of_kind(json, node, rule->list, JSON_ARRAY);

	if (list == JSON_ABSENT)
		return;
	for (uint32_t i = json_first(json, list); i < json_end(json, list);
	     i = json_next(json, i)) {
		uint32_t member = json_member(json, i, rule->member);
		struct cell cell;

		if (member == JSON_ABSENT || energy_of(json, i) != rule->energy)
			continue;
		cell = cell_read(json, member, AS_NUMBER, arena);
		if (cell.kind != CELL_NUMBER || cell.number < rule->least ||
		    cell.number > rule->most)
			continue;
		cell.number *= rule->factor;
		set(thing, rule->column, cell);
	}
}

/* A number, by its path, that is possible when the reading it is like is. */
struct number_rule {
	const char *path;
	int column;
	enum cell_reading how;
	enum reading like;
};

static const struct number_rule TRIP_NUMBERS[] = {
	{"duration", TRIP_DURATION_S, AS_DURATION, READING_TRIP_DURATION_S},
	{"distance", TRIP_DISTANCE_KM, AS_NUMBER, READING_TRIP_DISTANCE_KM},
	{"startMileage", 9, AS_NUMBER, READING_MILEAGE_KM},
	{"kinetic.avgSpeed", 10, AS_NUMBER, READING_SPEED_KMH},
	{"kinetic.maxSpeed", 11, AS_NUMBER, READING_SPEED_KMH},
};

static void read_number(struct thing *thing, const struct json *json, uint32_t node,
                        const struct number_rule *rule, enum edition edition,
                        struct arena *arena)
{
	uint32_t member = find_path(json, node, rule->path, arena);
	struct cell cell;

	if (member == JSON_ABSENT)
		return;
	cell = cell_read(json, member, rule->how, arena);
	if (cell.kind != CELL_NUMBER)
		return;
	cell.number *= reading_unit(rule->like, edition);
	if (reading_is_possible(rule->like, cell.number))
		set(thing, rule->column, cell);
}

/* A JSON array of the words that `member` has in each item of a list, from the sender's
 * own bytes; null where an item has none. */
static struct cell list_of(const struct json *json, uint32_t list, const char *member,
                           struct arena *arena)
{
	char *text = arena_alloc(arena, 8 * (json_end(json, list) - list) +
	                         json_source(json, list).length + 3), *to = text;

	if (text == NULL)
		return (struct cell){.kind = CELL_NONE};
	*to++ = '[';
	for (uint32_t i = json_first(json, list); i < json_end(json, list);
	     i = json_next(json, i)) {
		uint32_t word = json_kind(json, i) == JSON_OBJECT ?
			json_member_of_kind(json, i, member, JSON_STRING) : i;
		struct text source = word != JSON_ABSENT && json_kind(json, word) == JSON_STRING ?
			json_source(json, word) : TEXT_LITERAL("null");

		if (to > text + 1)
			*to++ = ',';
		memcpy(to, source.at, source.length);
		to += source.length;
	}
	*to++ = ']';
	return (struct cell){.kind = CELL_TEXT, .text = {text, (size_t)(to - text)}};
}

/* faults[]: objects since b2b 3.17, before that the words alone. */
static void read_trip(struct thing *thing, const struct json *json, uint32_t node,
                      enum edition edition, struct arena *arena)
{
	uint32_t faults = json_member_of_kind(json, node, "faults", JSON_ARRAY);

	for (size_t i = 0; i < sizeof TRIP_NUMBERS / sizeof *TRIP_NUMBERS; i++)
		read_number(thing, json, node, &TRIP_NUMBERS[i], edition, arena);
	for (size_t i = 0; i < sizeof TRIP_ENERGIES / sizeof *TRIP_ENERGIES; i++)
		read_energy(thing, json, node, &TRIP_ENERGIES[i], arena);
	if (faults != JSON_ABSENT)
		set(thing, 23, list_of(json, faults, "fault", arena));
	/* A vehicle is on one trip at a time: one without an id is known by its start. */
	set(thing, TRIP_ID, thing->cells[TRIP_STARTED_AT]);
}

static void read_collision(struct thing *thing, const struct json *json, uint32_t node,
                           enum edition edition, struct arena *arena)
{
	static const char *const SEVERITIES[] = {"Major", "Minor", "Minimal"};
	uint32_t details = json_member_of_kind(json, node, "details", JSON_ARRAY);

	(void)edition;
	if (details == JSON_ABSENT)
		return;
	set(thing, COLLISION_SIDES, list_of(json, details, "side", arena));
	set(thing, COLLISION_SEVERITIES, list_of(json, details, "severity", arena));
	for (size_t s = 0; s < sizeof SEVERITIES / sizeof *SEVERITIES; s++)
		for (uint32_t i = json_first(json, details); i < json_end(json, details);
		     i = json_next(json, i))
			if (text_member_is(json, i, "severity", SEVERITIES[s]))
				set(thing, COLLISION_SEVEREST, (struct cell){
					.kind = CELL_TEXT, .text = text_of(SEVERITIES[s])});
}

static const struct {
	const char *const *columns;
	int keys;
	const struct member_rule *members;
	const struct point_rule *points;
	read_more *more;
} KINDS[THING_KINDS] = {
	[THING_ALERT] = {ALERT_COLUMNS, 2, ALERT_MEMBERS, ALERT_POINTS, NULL},
	[THING_TRIP] = {TRIP_COLUMNS, 1, TRIP_MEMBERS, TRIP_POINTS, read_trip},
	[THING_COLLISION] = {COLLISION_COLUMNS, 1, COLLISION_MEMBERS, COLLISION_POINTS,
	                     read_collision},
	[THING_ALARM] = {ALARM_COLUMNS, 2, ALARM_MEMBERS, ALARM_POINTS, NULL},
	[THING_THEFT] = {THEFT_COLUMNS, 1, THEFT_MEMBERS, THEFT_POINTS, NULL},
};

const char *const *thing_columns(enum thing_kind kind, int *keys)
{
	*keys = KINDS[kind].keys;
	return KINDS[kind].columns;
}

static struct thing *make_thing(enum thing_kind kind, struct arena *arena)
{
	struct thing *thing = arena_alloc(arena, sizeof *thing);

	if (thing != NULL)
		*thing = (struct thing){.kind = kind};
	return thing;
}

static void read_points(struct thing *thing, const struct json *json, uint32_t node,
                        struct arena *arena)
{
	struct point point;

	for (const struct point_rule *rule = KINDS[thing->kind].points; rule->member; rule++) {
		uint32_t member = json_member_of_kind(json, node, rule->member, JSON_OBJECT);

		if (member == JSON_ABSENT || !point_read(&point, json, member, arena))
			continue;
		set(thing, rule->column, (struct cell){CELL_NUMBER, {point.longitude}});
		set(thing, rule->column + 1, (struct cell){CELL_NUMBER, {point.latitude}});
	}
}

struct thing *thing_read(enum thing_kind kind, const struct json *json, uint32_t node,
                         enum edition edition, struct arena *arena)
{
	struct thing *thing = make_thing(kind, arena);

	if (thing == NULL)
		return NULL;
	for (const struct member_rule *rule = KINDS[kind].members; rule->path; rule++) {
		uint32_t member = find_path(json, node, rule->path, arena);

		if (member != JSON_ABSENT)
			set(thing, rule->column, cell_read(json, member, rule->how, arena));
	}
	read_points(thing, json, node, arena);
	if (KINDS[kind].more != NULL)
		KINDS[kind].more(thing, json, node, edition, arena);
	return thing;
}

bool thing_is_told(const struct thing *thing)
{
	int count = thing->kind == THING_TRIP ? TRIP_ID + 1 : THING_CELLS_MAX;

	for (int i = 0; i < count; i++)
		if (thing->cells[i].kind != CELL_NONE)
			return true;
	return false;
}

struct thing *thing_named(enum thing_kind kind, int column, struct cell cell,
                          struct arena *arena)
{
	struct thing *thing = make_thing(kind, arena);

	if (thing != NULL)
		thing->cells[column] = cell;
	return thing;
}

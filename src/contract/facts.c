#include "contract/facts.h"

#include "contract/literal.h"
#include "contract/point.h"

/* The members an idea was called by, today's name first, ended by NULL. */
typedef const char *const spellings[3];

static uint32_t find(const struct json *json, uint32_t node, const char *const *names)
{
	uint32_t member = JSON_ABSENT;

	for (; *names != NULL && member == JSON_ABSENT; names++)
		member = json_member(json, node, *names);
	return member;
}

uint32_t facts_body(const struct json *json, uint32_t extension)
{
	uint32_t body = json_member(json, extension, "body");

	return body == JSON_ABSENT ? extension : body;
}

uint32_t facts_list(const struct json *json, uint32_t content, const char *name)
{
	uint32_t list = json_member(json, content, name), data;

	if (list == JSON_ABSENT) {
		data = json_member_of_kind(json, content, "data", JSON_OBJECT);
		list = data == JSON_ABSENT ? JSON_ABSENT : json_member(json, data, name);
	}
	return list != JSON_ABSENT && json_kind(json, list) >= JSON_ARRAY ? list : JSON_ABSENT;
}

static bool is_object(const struct json *json, uint32_t node)
{
	return node != JSON_ABSENT && json_kind(json, node) == JSON_OBJECT;
}

/* ---- Values ---- */

/* Values of one event that are read; a monitor has at most five triggers. */
#define VALUES_MAX 4096

struct value_reader {
	struct facts *facts;
	const struct json *json;
	struct arena *arena;
	size_t room;
	bool failed;             /* memory was short */
};

static void read_literal_number(struct fact_value *value)
{
	bool comma;

	value->is_number = value->literal.at != NULL &&
	                   literal_number(value->literal, &value->number, &comma);
}

static void add_value(struct value_reader *r, struct fact_value value)
{
	struct facts *facts = r->facts;

	if (facts->value_count == r->room && r->room < VALUES_MAX) {
		size_t larger = r->room ? 4 * r->room : 4;
		struct fact_value *values = arena_alloc(r->arena, larger * sizeof *values);

		r->failed |= values == NULL;
		if (values == NULL)
			return;
		if (r->room > 0)
			memcpy(values, facts->values, r->room * sizeof *values);
		facts->values = values;
		r->room = larger;
	}
	if (facts->value_count == VALUES_MAX)
		return;
	read_literal_number(&value);
	facts->values[facts->value_count++] = value;
}

/* An object, or an array with one. */
static bool has_objects(const struct json *json, uint32_t node)
{
	for (uint32_t i = json_first_item(json, node); i < json_end(json, node);
	     i = json_next(json, i))
		if (json_kind(json, i) == JSON_OBJECT)
			return true;
	return false;
}

/* A list of literals is a value each (contract C8); an empty one stays what it is. Objects
 * where the literal should be are that by the data, and no words. */
static void add_literals(struct value_reader *r, struct fact_value value, uint32_t literal)
{
	value.is_composite = literal != JSON_ABSENT && has_objects(r->json, literal);
	if (value.is_composite && value.objects == JSON_ABSENT)
		value.objects = literal;
	if (value.is_composite || literal == JSON_ABSENT || json_kind(r->json, literal) != JSON_ARRAY ||
	    json_first(r->json, literal) == json_end(r->json, literal)) {
		value.literal = json_any_text(r->json, literal, r->arena);
		add_value(r, value);
		return;
	}
	value.list = literal;
	for (uint32_t i = json_first(r->json, literal); i < json_end(r->json, literal);
	     i = json_next(r->json, i), value.in_list++) {
		value.literal = json_any_text(r->json, i, r->arena);
		add_value(r, value);
		value.objects = JSON_ABSENT;
	}
}

/* value is {type, body: {literalValue, objectValues}}, or, as drift, without the body, with
 * several bodies, or the bare thing. */
static void read_wrapper(struct value_reader *r, struct fact_value value, uint32_t wrapper)
{
	static const spellings LITERAL = {"literalValue", "stringValue"};
	static const spellings OBJECTS = {"objectValues", "objectValue"};
	const struct json *json = r->json;
	uint32_t body = json_member(json, wrapper, "body");

	value.type = json_any_text(json, json_member(json, wrapper, "type"), r->arena);
	if (body == JSON_ABSENT || !has_objects(json, body))
		body = wrapper;
	for (uint32_t i = json_first_item(json, body); i < json_end(json, body);
	     i = json_next(json, i)) {
		value.objects = find(json, i, OBJECTS);
		add_literals(r, value, find(json, i, LITERAL));
	}
}

/* The value, or "a list of data values". */
static void read_value(struct value_reader *r, uint32_t item)
{
	const struct json *json = r->json;
	uint32_t wrapper = json_member(json, item, "value");
	struct fact_value value = {
		.data = json_any_text(json, json_member(json, item, "data"), r->arena),
		.previous = json_any_text(json, json_member(json, item, "previous"), r->arena),
	};

	if (wrapper == JSON_ABSENT || !has_objects(json, wrapper)) {
		add_literals(r, value, wrapper);
		return;
	}
	for (uint32_t i = json_first_item(json, wrapper); i < json_end(json, wrapper);
	     i = json_next(json, i)) {
		if (json_kind(json, i) == JSON_OBJECT)
			read_wrapper(r, value, i);
		else
			add_literals(r, value, i);
	}
}

static int read_values(struct facts *facts, const struct json *json, uint32_t content,
                       struct arena *arena)
{
	struct value_reader r = {.facts = facts, .json = json, .arena = arena};
	uint32_t values = facts_list(json, content, "values");

	if (values == JSON_ABSENT)
		return 0;
	for (uint32_t i = json_first_item(json, values);
	     i < json_end(json, values) && facts->value_count < VALUES_MAX && !r.failed;
	     i = json_next(json, i))
		if (json_kind(json, i) == JSON_OBJECT)
			read_value(&r, i);
	return r.failed ? -1 : 0;
}

/* ---- Positions ---- */

static bool read_number(const struct json *json, uint32_t node, struct arena *arena,
                        double *number)
{
	bool comma;

	return node != JSON_ABSENT &&
	       literal_number(json_string(json, node, arena, '?'), number, &comma);
}

static bool read_date(const struct json *json, uint32_t node, struct arena *arena,
                      int64_t *ms)
{
	return node != JSON_ABSENT && literal_moment(json_string(json, node, arena, '?'), ms);
}

static struct text read_fix(const struct json *json, uint32_t node, struct arena *arena)
{
	struct text fix = json_any_text(json, node, arena);

	if (text_is(fix, "Aquire"))
		return TEXT_LITERAL("Acquire");
	return text_is(fix, "Estimate") ? TEXT_LITERAL("Estimated") : fix;
}

/* When it was there: as its properties say, else (in 2.x) the position itself. */
static bool read_position_date(const struct json *json, uint32_t position,
                               uint32_t properties, struct arena *arena, int64_t *ms)
{
	static const char *const NAMES[] = {"createdAt", "updatedAt"};
	const uint32_t places[] = {properties, position};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
			if (is_object(json, places[i]) &&
			    read_date(json, json_member(json, places[i], NAMES[k]), arena, ms))
				return true;
	return false;
}

static void read_position(struct facts *facts, const struct json *json, uint32_t node,
                          struct arena *arena)
{
	struct fact_position position = {.dated = false};
	struct point point;
	uint32_t properties;
	double quality = 0;

	if (!is_object(json, node) || !point_read(&point, json, node, arena))
		return;
	position.longitude = point.longitude;
	position.latitude = point.latitude;
	position.has_altitude = point.has_altitude;
	position.altitude_m = point.has_altitude ? point.altitude_m : 0;
	properties = json_member(json, node, "properties");
	position.dated = read_position_date(json, node, properties, arena, &position.date_ms);
	if (is_object(json, properties)) {
		position.has_heading = read_number(json, json_member(json, properties, "heading"),
		                                   arena, &position.heading_deg) &&
			position.heading_deg >= 0 && position.heading_deg <= 360;
		position.has_quality = read_number(
			json, json_member(json, properties, "signalQuality"), arena, &quality) &&
			quality >= 0 && quality <= 1000;
		position.quality = (int64_t)quality;
		position.fix = read_fix(json, json_member(json, properties, "type"), arena);
	}
	/* A position without a date is older than any with one. */
	position.known = true;
	if (!facts->position.known || !facts->position.dated ||
	    (position.dated && position.date_ms >= facts->position.date_ms))
		facts->position = position;
}

/* Where a body may hold a position: `position` itself, a status its lastPosition, a
 * telemetry its location, which the successor (section 18) calls latestTelemetry; or it
 * may be one. */
static const char *const POSITION_PATHS[][5] = {
	{"position"}, {"status", "lastPosition"},
	{"telemetry", "_embedded", "extension", "location"},
	{"latestTelemetry", "_embedded", "extension", "location"},
	{NULL},
};

static void read_body_positions(struct facts *facts, const struct json *json, uint32_t body,
                                struct arena *arena)
{
	for (size_t i = 0; i < sizeof POSITION_PATHS / sizeof *POSITION_PATHS; i++) {
		const char *const *name = POSITION_PATHS[i];
		uint32_t node = body;

		/* The root is an object, too, though its index says "absent". */
		if (*name != NULL)
			node = json_member(json, node, *name++);
		while (*name != NULL && is_object(json, node))
			node = json_member(json, node, *name++);
		if (*name == NULL)
			read_position(facts, json, node, arena);
	}
}

/* The body; without one the extension may have its members itself. */
static void read_extension(struct facts *facts, const struct json *json, uint32_t node,
                           struct arena *arena)
{
	uint32_t body = facts_body(json, node);

	for (uint32_t i = json_first_item(json, body); i < json_end(json, body);
	     i = json_next(json, i))
		read_body_positions(facts, json, i, arena);
}

static void read_extensions(struct facts *facts, const struct json *json, uint32_t content,
                            struct arena *arena)
{
	uint32_t extensions = facts_list(json, content, "extensions");

	if (extensions == JSON_ABSENT)
		return;
	for (uint32_t i = json_first_item(json, extensions); i < json_end(json, extensions);
	     i = json_next(json, i))
		read_extension(facts, json, i, arena);
}

int facts_from(struct facts *facts, const struct json *json, enum event_kind kind,
               uint32_t *content, struct arena *arena, struct error *error)
{
	*facts = (struct facts){.value_count = 0};
	/* Without a message's content the event is the root itself: JSON_ABSENT is 0. */
	*content = event_in_message(json, 0, kind);
	remote_step_read(&facts->step, json, *content, arena);
	/* The templates have a position of the event itself, commented out. */
	read_body_positions(facts, json, *content, arena);
	read_extensions(facts, json, *content, arena);
	if (read_values(facts, json, *content, arena) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to read an event");
	return 0;
}

int facts_read(struct facts *facts, struct text text, enum event_kind kind, uint32_t depth,
               uint32_t nodes, struct arena *arena, struct error *error)
{
	struct json json;
	uint32_t content;

	*facts = (struct facts){.value_count = 0};
	if (json_read(&json, arena, text.at, text.length, depth, nodes, error) != 0)
		return -1;
	return facts_from(facts, &json, kind, &content, arena, error);
}

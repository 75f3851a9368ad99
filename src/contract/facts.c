#include "contract/facts.h"

#include "contract/literal.h"
#include "contract/point.h"

/* The members an idea was called by, today's name first, ended by NULL. */
typedef const char *const spellings[4];

static uint32_t find(const struct json *json, uint32_t node, const char *const *names)
{
	uint32_t member = JSON_ABSENT;

	for (; *names != NULL && member == JSON_ABSENT; names++)
		member = json_member(json, node, *names);
	return member;
}

static bool is_object(const struct json *json, uint32_t node)
{
	return node != JSON_ABSENT && json_kind(json, node) == JSON_OBJECT;
}

/* The text of a scalar; of anything else its JSON. */
static struct text any_text(const struct json *json, uint32_t node, struct arena *arena)
{
	if (node == JSON_ABSENT || json_kind(json, node) == JSON_NULL)
		return TEXT_NONE;
	if (json_kind(json, node) == JSON_STRING)
		return json_string(json, node, arena, '?');
	return json_source(json, node);
}

static uint32_t count_items(const struct json *json, uint32_t node)
{
	uint32_t count = 0;

	if (node == JSON_ABSENT || json_kind(json, node) != JSON_ARRAY)
		return 0;
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i))
		count++;
	return count;
}

/* ---- Values ---- */

/* Values of one event that are read; a monitor has at most five triggers. */
#define VALUES_MAX 4096

/* value is {type, body: {literalValue, objectValues}}, or, as drift, the bare thing. */
static void read_value(struct fact_value *value, const struct json *json, uint32_t node,
                       struct arena *arena)
{
	static const spellings LITERAL = {"literalValue", "stringValue"};
	static const spellings OBJECTS = {"objectValues", "objectValue"};
	uint32_t wrapper = json_member(json, node, "value"), body;

	*value = (struct fact_value){.data = TEXT_NONE};
	value->data = any_text(json, json_member(json, node, "data"), arena);
	value->previous = any_text(json, json_member(json, node, "previous"), arena);
	if (!is_object(json, wrapper)) {
		value->literal = any_text(json, wrapper, arena);
		return;
	}
	value->type = any_text(json, json_member(json, wrapper, "type"), arena);
	body = json_member(json, wrapper, "body");
	if (!is_object(json, body))
		body = wrapper;
	value->literal = any_text(json, find(json, body, LITERAL), arena);
	value->objects = find(json, body, OBJECTS);
}

static void read_literal_number(struct fact_value *value)
{
	bool comma;

	value->is_number = value->literal.at != NULL &&
	                   literal_number(value->literal, &value->number, &comma);
}

static int read_values(struct facts *facts, const struct json *json, uint32_t content,
                       struct arena *arena)
{
	uint32_t values = json_member_of_kind(json, content, "values", JSON_ARRAY);
	size_t count = count_items(json, values);

	if (count > VALUES_MAX)
		count = VALUES_MAX;
	facts->values = arena_alloc(arena, count * sizeof *facts->values);
	if (facts->values == NULL)
		return -1;
	if (values == JSON_ABSENT)
		return 0;
	for (uint32_t i = json_first(json, values);
	     i < json_end(json, values) && facts->value_count < count; i = json_next(json, i))
		if (json_kind(json, i) == JSON_OBJECT)
			read_value(&facts->values[facts->value_count++], json, i, arena);
	for (size_t i = 0; i < facts->value_count; i++)
		read_literal_number(&facts->values[i]);
	return 0;
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
	return node != JSON_ABSENT && literal_date(json_string(json, node, arena, '?'), ms);
}

static struct text read_fix(const struct json *json, uint32_t node, struct arena *arena)
{
	struct text fix = any_text(json, node, arena);

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
		                                   arena, &position.heading_deg);
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
 * telemetry its location. */
static const char *const POSITION_PATHS[][5] = {
	{"position"}, {"status", "lastPosition"},
	{"telemetry", "_embedded", "extension", "location"},
};

static void read_body_positions(struct facts *facts, const struct json *json, uint32_t body,
                                struct arena *arena)
{
	for (size_t i = 0; i < sizeof POSITION_PATHS / sizeof *POSITION_PATHS; i++) {
		const char *const *name = POSITION_PATHS[i];
		uint32_t node = body;

		while (*name != NULL && is_object(json, node))
			node = json_member(json, node, *name++);
		if (*name == NULL)
			read_position(facts, json, node, arena);
	}
}

static void read_extension(struct facts *facts, const struct json *json, uint32_t node,
                           struct arena *arena)
{
	uint32_t body = json_member(json, node, "body");

	if (body == JSON_ABSENT)
		return;
	if (json_kind(json, body) != JSON_ARRAY) {
		read_body_positions(facts, json, body, arena);
		return;
	}
	for (uint32_t i = json_first(json, body); i < json_end(json, body);
	     i = json_next(json, i))
		read_body_positions(facts, json, i, arena);
}

static void read_extensions(struct facts *facts, const struct json *json, uint32_t content,
                            struct arena *arena)
{
	uint32_t extensions = json_member_of_kind(json, content, "extensions", JSON_ARRAY);

	if (extensions == JSON_ABSENT)
		return;
	for (uint32_t i = json_first(json, extensions); i < json_end(json, extensions);
	     i = json_next(json, i))
		read_extension(facts, json, i, arena);
}

/* ---- Remote actions ---- */

/* The words of charts, prose and older templates, and today's (contract section 12
 * and C11, C15, C16). */
static struct text todays_word(struct text word)
{
	static const struct {
		const char *other, *today;
	} WORDS[] = {
		{"Succes", "Success"},
		{"SuccessCauseAlreadyReached", "AlreadyDone"},
		{"TooManyWakesUpsOverMonth", "TooManyWakeUpsOverMonth"},
	};

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (text_is(word, WORDS[i].other))
			return text_of(WORDS[i].today);
	return word;
}

/* status is a word, or in the prose an object of two (contract C6). */
static struct text read_status(const struct json *json, uint32_t status,
                               struct text *type, struct arena *arena)
{
	static const spellings DONE = {"RemoteDoneEventStatus", "RemoteDone"};
	static const spellings PENDING = {"RemotePendingEventStatus", "RemotePending"};
	struct text word;

	if (!is_object(json, status))
		return any_text(json, status, arena);
	word = any_text(json, find(json, status, DONE), arena);
	if (word.at != NULL && word.length > 0) {
		if (type->at == NULL)
			*type = TEXT_LITERAL("Done");
		return word;
	}
	return any_text(json, find(json, status, PENDING), arena);
}

static bool is_final_word(struct text word)
{
	return text_is(word, "Success") || text_is(word, "AlreadyDone") || text_is(word, "Failed");
}

/* The charts write a failure as type Failed with the cause where the status is. */
static void normalise_failure(struct fact_step *step)
{
	if (text_is(step->type, "Failed")) {
		step->type = TEXT_LITERAL("Done");
		if (step->failure_cause.at == NULL && !is_final_word(step->status))
			step->failure_cause = step->status;
		step->status = TEXT_LITERAL("Failed");
	}
	if (step->type.at == NULL && is_final_word(step->status))
		step->type = TEXT_LITERAL("Done");
}

static void read_step(struct fact_step *step, const struct json *json, uint32_t content,
                      struct arena *arena)
{
	static const spellings STATUS = {"status", "RemoteDone", "RemotePending"};
	uint32_t status = json_member(json, content, "eventStatus");

	step->remote_type = any_text(json, json_member(json, content, "remoteType"), arena);
	if (!is_object(json, status))
		return;
	step->type = any_text(json, json_member(json, status, "type"), arena);
	step->failure_cause = any_text(json, json_member(json, status, "failureCause"), arena);
	step->feedback_detail =
		any_text(json, json_member(json, status, "feedbackDetail"), arena);
	step->status = todays_word(
		read_status(json, find(json, status, STATUS), &step->type, arena));
	step->failure_cause = todays_word(step->failure_cause);
	normalise_failure(step);
}

int facts_from(struct facts *facts, const struct json *json, uint32_t *content,
               struct arena *arena, struct error *error)
{
	*facts = (struct facts){.value_count = 0};
	/* Without a message's content the event is the root itself: JSON_ABSENT is 0. */
	*content = json_member_of_kind(json, 0, "monitorEvent", JSON_OBJECT);
	if (*content == JSON_ABSENT)
		*content = json_member_of_kind(json, 0, "remoteEvent", JSON_OBJECT);
	read_step(&facts->step, json, *content, arena);
	read_extensions(facts, json, *content, arena);
	if (read_values(facts, json, *content, arena) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to read an event");
	return 0;
}

int facts_read(struct facts *facts, struct text text, uint32_t depth, uint32_t nodes,
               struct arena *arena, struct error *error)
{
	struct json json;
	uint32_t content;

	*facts = (struct facts){.value_count = 0};
	if (json_read(&json, arena, text.at, text.length, depth, nodes, error) != 0)
		return -1;
	return facts_from(facts, &json, &content, arena, error);
}

#include "contract/typed.h"

#include "contract/cell.h"
#include "contract/energy.h"
#include "contract/literal.h"
#include "contract/typed-rules.h"

#define NOT_DATED INT64_MIN

/* ---- What was told ---- */

struct reader {
	struct typed *typed;
	const struct json *json;
	enum edition edition;
	struct arena *arena;
	struct told *told[READING_COUNT];    /* into typed->told; NULL: not told yet */
	long rank[READING_COUNT];            /* of what was told; see tell */
	uint32_t object[READING_COUNT];      /* that had it */
	struct thing **last;         /* where the next thing is linked */
	unsigned thing_count;
	unsigned name_count;         /* of names looked at: an attacker's list is long */
};

/* Things of one event; a kilobyte each. A vehicle has a few, an attacker any number. */
#define THINGS_MAX 4096

/* The value that triggered the event: nothing in its extensions is better. */
#define RANK_VALUE 0
#define RANK_RULES 1

/* Whether what is told now is better than what was told before: by a rule that stands
 * before the other's, or by the same, measured later. Of two members of one name in one
 * object the last counts, as everywhere (json.h). */
static bool is_better(const struct reader *r, enum reading reading, long rank,
                      uint32_t object, int64_t at_ms)
{
	const struct told *before = r->told[reading];

	if (before == NULL || rank != r->rank[reading])
		return before == NULL || rank < r->rank[reading];
	return rank != RANK_VALUE &&
	       (at_ms > before->at_ms || object == r->object[reading]);
}

static void tell(struct reader *r, enum reading reading, struct cell cell, double factor,
                 long rank, uint32_t object, int64_t at_ms)
{
	if (cell.kind == CELL_NONE || !is_better(r, reading, rank, object, at_ms))
		return;
	if (cell.kind == CELL_NUMBER) {
		cell.number *= factor * reading_unit(reading, r->edition);
		if (!reading_is_possible(reading, cell.number))
			return;
	}
	if (r->told[reading] == NULL)
		r->told[reading] = &r->typed->told[r->typed->count++];
	r->rank[reading] = rank;
	r->object[reading] = object;
	*r->told[reading] = (struct told){reading, cell, at_ms};
}

static void add_thing(struct reader *r, struct thing *thing)
{
	if (thing == NULL || !thing_is_told(thing))
		return;
	*r->last = thing;
	r->last = &thing->next;
	r->thing_count++;
}

/* ---- Bodies ---- */

/* Where the reader stands: the names around, and the newest date above. */
struct around {
	uint32_t object;
	const char *names[2];   /* of the object and of the one around it; "" none */
	size_t lengths[2];
	int64_t at_ms;
	const struct body_rule *rules;
};

static bool is_named(const struct around *around, int which, const char *name)
{
	return text_is((struct text){around->names[which], around->lengths[which]}, name);
}

static void apply(struct reader *r, const struct body_rule *rule, long rank,
                  uint32_t value, const struct around *around)
{
	tell(r, rule->reading, cell_read(r->json, value, rule->how, r->arena), rule->factor,
	     rank, around->object, around->at_ms);
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
		apply(r, is_named(around, 1, "thermic") ? &RULE_AIR_INTAKE : &RULE_AIR_OUTSIDE,
		      RANK_RULES, value, around);
		return;
	}
	for (const struct body_rule *rule = around->rules; rule->name != NULL; rule++)
		if (applies(r, rule, name, around)) {
			apply(r, rule, RANK_RULES + (rule - around->rules), value, around);
			return;
		}
}

static int64_t date_of(const struct reader *r, uint32_t object, int64_t above)
{
	static const char *const DATES[] = {"createdAt", "updatedAt"};
	int64_t ms;

	for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++) {
		uint32_t date = json_member(r->json, object, DATES[i]);

		if (date != JSON_ABSENT &&
		    literal_moment(json_string(r->json, date, r->arena, '?'), &ms))
			return ms;
	}
	return above;
}

static void read_member(struct reader *r, struct text name, uint32_t value,
                        const struct around *around);

/* `inner` says how the object is called; its date may be its own. */
static void read_object(struct reader *r, uint32_t object, struct around inner)
{
	inner.object = object;
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
	static const struct body_rule *const RULES[] = {
		[ENERGY_UNKNOWN] = NULL, [ENERGY_FUEL] = RULES_FUEL,
		[ENERGY_ELECTRIC] = RULES_ELECTRIC, [ENERGY_HYDROGEN] = RULES_HYDROGEN,
	};
	struct around inner = inside(around, TEXT_LITERAL("energies"));

	inner.rules = RULES[energy_of(r->json, item)];
	if (inner.rules != NULL)
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
	if (json_kind(r->json, node) == JSON_OBJECT && r->thing_count < THINGS_MAX)
		add_thing(r, thing_read(kind, r->json, node, r->edition, r->arena));
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
		tell(r, READING_ALARM, cell_read(r->json, activation, AS_WORD, r->arena), 1, RANK_RULES,
		     status, date_of(r, status, around->at_ms));
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
	for (const struct thing_rule *rule = RULES_THINGS; rule->name != NULL; rule++)
		if (text_is(name, rule->name)) {
			read_things(r, rule->kind, value);
			return rule->kind != THING_THEFT;   /* its state is a reading too */
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

static bool has_one_of(const struct json *json, uint32_t node, const char *const names[2])
{
	return json_member(json, node, names[0]) != JSON_ABSENT ||
	       json_member(json, node, names[1]) != JSON_ABSENT;
}

/* The rule by which the object would be the thing itself; NULL when it has it. */
static const struct bare_rule *find_bare(const struct reader *r, uint32_t extension,
                                         uint32_t object)
{
	uint32_t type = json_member_of_kind(r->json, extension, "type", JSON_STRING);

	if (type == JSON_ABSENT || object == extension)
		return NULL;
	for (const struct bare_rule *rule = RULES_BARE; rule->type != NULL; rule++)
		if (json_is(r->json, type, rule->type))
			return !has_one_of(r->json, object, rule->names) &&
			       has_one_of(r->json, object, rule->marks) ? rule : NULL;
	return NULL;
}

static void read_extension(struct reader *r, uint32_t extension)
{
	const struct around top = {.names = {"", ""}, .at_ms = NOT_DATED, .rules = RULES_BODY};
	uint32_t body = facts_body(r->json, extension);

	for (uint32_t i = json_first_item(r->json, body); i < json_end(r->json, body);
	     i = json_next(r->json, i)) {
		const struct bare_rule *bare = find_bare(r, extension, i);

		if (bare != NULL)
			read_member(r, text_of(bare->names[0]), i, &top);
		else if (json_kind(r->json, i) == JSON_OBJECT)
			read_object(r, i, top);
	}
}

static void read_extensions(struct reader *r, uint32_t content)
{
	uint32_t list = facts_list(r->json, content, "extensions");

	if (list == JSON_ABSENT)
		return;
	for (uint32_t i = json_first_item(r->json, list); i < json_end(r->json, list);
	     i = json_next(r->json, i))
		read_extension(r, i);
}

/* ---- Values ---- */

/* By their type, or else by what has them as its literals. */
static void read_objects(struct reader *r, const struct fact_value *value)
{
	if (value->objects == JSON_ABSENT)
		return;
	for (const struct thing_rule *rule = RULES_OBJECTS; rule->name != NULL; rule++)
		if (text_is(value->type, rule->name)) {
			read_things(r, rule->kind, value->objects);
			return;
		}
	for (const struct name_rule *rule = RULES_NAMES; rule->data != NULL; rule++)
		if (text_is(value->data, rule->data))
			read_things(r, rule->kind, value->objects);
}

/* Whether one cell is read from a whole list. */
static bool takes_list(enum cell_reading how)
{
	return how == AS_WORDS || how == AS_SEVEREST;
}

/* What a literal tells. A list of words is one cell where a cell takes a list; else each of
 * its words could be, and the first is. */
static struct cell literal_cell(const struct reader *r, const struct fact_value *value,
                                enum cell_reading how)
{
	struct text literal = value->literal, rest = literal;

	if (value->is_composite)
		return (struct cell){.kind = CELL_NONE};
	if (takes_list(how) && value->list != JSON_ABSENT)
		return value->in_list == 0 ? cell_read(r->json, value->list, how, r->arena)
		                           : (struct cell){.kind = CELL_NONE};
	if (how == AS_WORD && literal_is_list(literal))
		literal = literal_word(&rest);
	return cell_of_text(literal, how, r->arena);
}

static void read_literal(struct reader *r, const struct fact_value *value)
{
	for (const struct value_rule *rule = RULES_VALUES; rule->data != NULL; rule++)
		if (text_is(value->data, rule->data)) {
			tell(r, rule->reading, literal_cell(r, value, rule->how), 1, RANK_VALUE,
			     JSON_ABSENT, NOT_DATED);
			return;
		}
}

/* So many things are looked through for a name: more than there are kinds of alerts. */
#define DESCRIBED_MAX 1000

/* An alert that the event describes needs no row that only names it. */
static bool is_described(const struct reader *r, enum thing_kind kind, int column,
                         struct text name)
{
	const struct thing *thing = r->typed->things;

	for (int i = 0; i < DESCRIBED_MAX && thing != NULL; i++, thing = thing->next)
		if (thing->kind == kind && thing->cells[column].kind == CELL_TEXT &&
		    text_equal(thing->cells[column].text, name))
			return true;
	return false;
}

static void add_named(struct reader *r, const struct name_rule *rule, struct cell cell,
                      struct text at)
{
	struct thing *thing;

	r->name_count++;
	if (cell.kind == CELL_NONE || r->thing_count >= THINGS_MAX ||
	    (rule->kind == THING_ALERT &&
	     is_described(r, THING_ALERT, rule->column, cell.text)))
		return;
	thing = thing_named(rule->kind, rule->column, cell, r->arena);
	if (thing != NULL && rule->date_column >= 0)
		thing->cells[rule->date_column] = (struct cell){.kind = CELL_TEXT, .text = at};
	add_thing(r, thing);
}

/* Each name in a list of them is a thing; an id is taken as it is. */
static void read_names(struct reader *r, const struct name_rule *rule,
                       const struct fact_value *value, struct text at)
{
	struct text rest = value->literal, word;

	if (takes_list(rule->how)) {
		add_named(r, rule, literal_cell(r, value, rule->how), at);
		return;
	}
	if (!rule->is_listed || !literal_is_list(rest)) {
		add_named(r, rule, cell_of_text(rest, rule->how, r->arena), at);
		return;
	}
	for (word = literal_word(&rest); word.at != NULL && r->name_count < THINGS_MAX;
	     word = literal_word(&rest))
		add_named(r, rule, cell_of_text(word, rule->how, r->arena), at);
}

static void read_name(struct reader *r, const struct fact_value *value, struct text at)
{
	for (const struct name_rule *rule = RULES_NAMES; rule->data != NULL; rule++)
		if (text_is(value->data, rule->data) && !value->is_composite) {
			read_names(r, rule, value, at);
			return;
		}
}

/* The trip that the event is about: the only one, or the one that stops. */
static struct thing *trip_of_event(const struct reader *r)
{
	struct thing *only = NULL, *stopping = NULL;
	unsigned trips = 0, stops = 0;

	for (struct thing *thing = r->typed->things; thing != NULL; thing = thing->next) {
		if (thing->kind != THING_TRIP)
			continue;
		only = thing;
		trips++;
		if (thing->cells[TRIP_STOPPED_AT].kind == CELL_NONE)
			continue;
		stopping = thing;
		stops++;
	}
	return trips == 1 ? only : stops == 1 ? stopping : NULL;
}

/* vehicle.trip.distance and its kin name no trip: theirs is the event's. */
static void complete_trip(struct reader *r)
{
	static const struct {
		enum reading reading;
		int column;
	} VALUES[] = {
		{READING_TRIP_DISTANCE_KM, TRIP_DISTANCE_KM}, {READING_TRIP_DURATION_S, TRIP_DURATION_S},
	};
	struct thing *trip = trip_of_event(r);

	for (size_t i = 0; trip != NULL && i < sizeof VALUES / sizeof *VALUES; i++) {
		const struct told *told = r->told[VALUES[i].reading];

		if (told != NULL && trip->cells[VALUES[i].column].kind == CELL_NONE)
			trip->cells[VALUES[i].column] = told->cell;
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
	complete_trip(&r);
}

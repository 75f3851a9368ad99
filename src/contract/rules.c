#include "contract/rules.h"

#include <json-c/json.h>
#include <limits.h>

#include "contract/literal.h"
#include "contract/place.h"
#include "contract/template.h"
#include "contract/thing.h"

/* json-c costs up to 770 bytes per container: an event that would need more than
 * about 16 MB is not checked. An event with a full Status has some 330 parts. */
#define RULES_PARTS_MAX 20000

/* Nesting that json-c is asked to follow; json.h has refused what is deeper. */
#define RULES_DEPTH_MAX 512

/* One call of rules_check. */
struct walk {
	enum edition edition;
	const char *prefix;
	struct arena *arena;
	struct findings *findings;
	bool memory_short;
	const struct operand *operand;   /* of the item of `values` being walked */
	const struct rule *object_model; /* of the objects of the value being walked */
	const struct finding *sought;    /* of rules_foresee; else NULL */
	bool looked_at;                  /* what is sought was */
};

typedef void check_function(struct walk *walk, struct json_object *value,
                            const struct place *place);

static void check_members(struct walk *walk, const struct rule *rules,
                          struct json_object *object, const struct place *place);

/* --- findings --- */

/* The object that was given, as a whole. */
static const struct place WHOLE = {NULL, NULL};

static void add_finding(struct walk *walk, const struct place *place,
                        enum finding_problem problem, struct text value)
{
	const char *path;

	if (findings_full(walk->findings))
		return;
	path = place_path(place, walk->prefix, walk->arena);
	if (path == NULL || finding_add(walk->findings, walk->arena, path, problem,
	                                value.at, value.length) < 0)
		walk->memory_short = true;
}

static struct text text_of_string(struct json_object *string)
{
	return (struct text){json_object_get_string(string),
	                     (size_t)json_object_get_string_len(string)};
}

/* A string as it is, anything else as JSON. Borrowed from json-c. */
static struct text text_of_value(struct json_object *value)
{
	struct text text;

	if (json_object_is_type(value, json_type_string))
		return text_of_string(value);
	text.at = json_object_to_json_string_length(
		value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &text.length);
	return text.at ? text : TEXT_NONE;
}

static void add_value_finding(struct walk *walk, const struct place *place,
                              enum finding_problem problem, struct json_object *value)
{
	add_finding(walk, place, problem, text_of_value(value));
}

/* --- literals: what the text of a value should be --- */

static void check_number_literal(struct walk *walk, struct text text,
                                 const struct place *place)
{
	double number;
	bool comma;

	if (!literal_number(text, &number, &comma))
		add_finding(walk, place, FINDING_NOT_A_NUMBER, text);
	else if (comma && !(walk->edition & (B2C_2_0 | B2C_4_16)))
		add_finding(walk, place, FINDING_DECIMAL_COMMA, text);
}

static void check_boolean_literal(struct walk *walk, struct text text,
                                  const struct place *place)
{
	if (!text_is(text, "true") && !text_is(text, "false"))
		add_finding(walk, place, FINDING_UNKNOWN_VALUE, text);
}

static void check_words_literal(struct walk *walk, struct text text,
                                const struct place *place)
{
	struct text rest = text;
	struct text word = literal_word(&rest);

	if (word.at == NULL)
		add_finding(walk, place, FINDING_UNKNOWN_VALUE, text);
	for (; word.at != NULL && !findings_full(walk->findings); word = literal_word(&rest))
		if (!vocabulary_has(walk->operand->words, word, walk->edition))
			add_finding(walk, place, FINDING_UNKNOWN_VALUE, word);
}

/* --- the checks of template.h --- */

static void check_date(struct walk *walk, struct json_object *value,
                       const struct place *place)
{
	int64_t ms;

	if (!literal_date(text_of_string(value), &ms))
		add_value_finding(walk, place, FINDING_NOT_A_DATE, value);
}

static void check_duration(struct walk *walk, struct json_object *value,
                           const struct place *place)
{
	double seconds;

	if (!literal_duration(text_of_string(value), &seconds))
		add_value_finding(walk, place, FINDING_NOT_A_DURATION, value);
}

static void check_id(struct walk *walk, struct json_object *value, const struct place *place)
{
	if (json_object_get_string_len(value) == 0)
		add_finding(walk, place, FINDING_EMPTY_ID, TEXT_NONE);
}

static void check_extension_type(struct walk *walk, struct json_object *value,
                                 const struct place *place)
{
	static const char TELEMETRY[] = "vehicle.telemetry.";
	struct text type = text_of_string(value);
	struct text suffix = type;
	size_t skip = sizeof TELEMETRY - 1;

	if (vocabulary_has(WORDS_EXTENSION, type, walk->edition))
		return;
	if (type.length >= skip && memcmp(type.at, TELEMETRY, skip) == 0) {
		suffix.at += skip;
		suffix.length -= skip;
		if (vocabulary_has(WORDS_TELEMETRY, suffix, walk->edition))
			return;
	}
	add_value_finding(walk, place, FINDING_UNKNOWN_VALUE, value);
}

/* The string member `name` of an object; TEXT_NONE when it is none. */
static struct text string_member(struct json_object *object, const char *name)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, name, &value) ||
	    !json_object_is_type(value, json_type_string))
		return TEXT_NONE;
	return text_of_string(value);
}

static void enter_value_item(struct walk *walk, struct json_object *value,
                             const struct place *place)
{
	(void)place;
	walk->operand = template_operand(string_member(value, "data"), walk->edition);
}

static void enter_value(struct walk *walk, struct json_object *value,
                        const struct place *place)
{
	(void)place;
	walk->object_model = template_object(string_member(value, "type"), walk->edition);
}

static void check_literal(struct walk *walk, struct json_object *value,
                          const struct place *place)
{
	static void (*const CHECKS[])(struct walk *, struct text, const struct place *) = {
		[LITERAL_NUMBER] = check_number_literal,
		[LITERAL_BOOLEAN] = check_boolean_literal,
		[LITERAL_WORDS] = check_words_literal,
	};

	if (walk->operand != NULL)
		CHECKS[walk->operand->kind](walk, text_of_string(value), place);
}

static void check_value_object(struct walk *walk, struct json_object *value,
                               const struct place *place)
{
	if (walk->object_model != NULL)
		check_members(walk, walk->object_model, value, place);
}

static void check_trip_amount(struct walk *walk, struct json_object *value,
                              const struct place *place)
{
	if (json_object_get_double(value) > TRIP_AMOUNT_MAX)
		add_value_finding(walk, place, FINDING_IMPLAUSIBLE, value);
}

static check_function *const CHECKS[CHECK_COUNT] = {
	[CHECK_DATE] = check_date,
	[CHECK_DURATION] = check_duration,
	[CHECK_ID] = check_id,
	[CHECK_EXTENSION_TYPE] = check_extension_type,
	[CHECK_VALUE_ITEM] = enter_value_item,
	[CHECK_VALUE] = enter_value,
	[CHECK_LITERAL] = check_literal,
	[CHECK_VALUE_OBJECT] = check_value_object,
	[CHECK_TRIP_AMOUNT] = check_trip_amount,
};

/* --- the walk --- */

static unsigned kind_of(struct json_object *value)
{
	static const unsigned KINDS[] = {
		[json_type_null] = KIND_NULL,     [json_type_boolean] = KIND_BOOLEAN,
		[json_type_double] = KIND_NUMBER, [json_type_int] = KIND_NUMBER,
		[json_type_object] = KIND_OBJECT, [json_type_array] = KIND_ARRAY,
		[json_type_string] = KIND_STRING,
	};

	return KINDS[json_object_get_type(value)];
}

/* Whether a rule looks at more of a value than its JSON type. */
static bool looks_inside(const struct walk *walk, const struct rule *rule)
{
	return rule->words != NULL ||
	       (CHECKS[rule->check] != NULL &&
	        (rule->check != CHECK_LITERAL || walk->operand != NULL));
}

/* Whether a rule could have had a finding of the kind about its value. A member that is
 * missing is missed by every edition that has it, and odd text is no matter of tables. */
static bool judges(const struct walk *walk, const struct rule *rule,
                   enum finding_problem problem)
{
	switch (problem) {
	case FINDING_UNKNOWN_MEMBER:
		return strcmp(rule->member, RULE_OTHERS_NAME) != 0;
	case FINDING_OTHER_TYPE:
		return (rule->kinds & KIND_ANY) != KIND_ANY;
	case FINDING_UNKNOWN_VALUE:
	case FINDING_NOT_A_DATE:
	case FINDING_NOT_A_DURATION:
	case FINDING_EMPTY_ID:
	case FINDING_NOT_A_NUMBER:
	case FINDING_DECIMAL_COMMA:
	case FINDING_IMPLAUSIBLE:
		return looks_inside(walk, rule);
	default:
		return false;
	}
}

static void note_look(struct walk *walk, const struct rule *rule, const struct place *place)
{
	if (walk->sought == NULL || walk->looked_at || !judges(walk, rule, walk->sought->problem))
		return;
	walk->looked_at = place_is(place, walk->sought->path);
}

/* A value, or an item of an array, whose JSON type has been found right. */
static void check_content(struct walk *walk, const struct rule *rule,
                          struct json_object *value, const struct place *place)
{
	if (CHECKS[rule->check] != NULL)
		CHECKS[rule->check](walk, value, place);
	if (rule->words != NULL &&
	    !vocabulary_has(rule->words, text_of_string(value), walk->edition))
		add_value_finding(walk, place, FINDING_UNKNOWN_VALUE, value);
	if (rule->members != NULL)
		check_members(walk, rule->members, value, place);
}

static void check_items(struct walk *walk, const struct rule *rule,
                        struct json_object *array, const struct place *parent)
{
	struct place place = {parent, NULL};
	size_t count = json_object_array_length(array);

	for (size_t i = 0; i < count; i++) {
		struct json_object *item = json_object_array_get_idx(array, i);

		note_look(walk, rule, &place);
		if (rule->items & kind_of(item))
			check_content(walk, rule, item, &place);
		else
			add_value_finding(walk, &place, FINDING_OTHER_TYPE, item);
	}
}

/* An array of objects in the place of one, or the other way round: what is inside may be
 * foreseen all the same, by an edition that has it in the other shape. */
static void look_through(struct walk *walk, const struct rule *rule,
                         struct json_object *value, const struct place *place)
{
	struct place item = {place, NULL};
	unsigned kind = kind_of(value);

	if (kind == KIND_OBJECT && (rule->items & KIND_OBJECT))
		check_content(walk, rule, value, place);
	if (kind != KIND_ARRAY || !(rule->kinds & KIND_OBJECT))
		return;
	for (size_t i = 0; i < json_object_array_length(value); i++)
		if (json_object_is_type(json_object_array_get_idx(value, i), json_type_object))
			check_content(walk, rule, json_object_array_get_idx(value, i), &item);
}

static void check_value(struct walk *walk, const struct rule *rule,
                        struct json_object *value, const struct place *place)
{
	note_look(walk, rule, place);
	if (!(rule->kinds & kind_of(value))) {
		add_value_finding(walk, place, FINDING_OTHER_TYPE, value);
		if (walk->sought != NULL)
			look_through(walk, rule, value, place);
	} else if (rule->items != 0) {
		check_items(walk, rule, value, place);
	} else {
		check_content(walk, rule, value, place);
	}
}

static void check_required(struct walk *walk, const struct rule *rules,
                           struct json_object *object, const struct place *parent)
{
	for (; rules->member != NULL; rules++) {
		struct place place = {parent, rules->member};

		if ((rules->required & walk->edition) &&
		    !json_object_object_get_ex(object, rules->member, NULL))
			add_finding(walk, &place, FINDING_MISSING_MEMBER, TEXT_NONE);
	}
}

static void check_members(struct walk *walk, const struct rule *rules,
                          struct json_object *object, const struct place *parent)
{
	json_object_object_foreach(object, name, value) {
		struct place place = {parent, name};
		const struct rule *rule = template_find(rules, text_of(name), walk->edition);

		if (rule != NULL)
			check_value(walk, rule, value, &place);
		else
			add_value_finding(walk, &place, FINDING_UNKNOWN_MEMBER, value);
	}
	check_required(walk, rules, object, parent);
}

/* --- json-c --- */

/* Whether json-c may be given the text: its containers and commas are few enough. */
static bool is_affordable(struct text json)
{
	bool in_string = false;
	size_t parts = 0;

	for (size_t i = 0; i < json.length; i++) {
		char c = json.at[i];

		if (in_string)
			i += c == '\\';
		else
			parts += c == ',' || c == '{' || c == '[';
		in_string ^= c == '"';
	}
	return parts <= RULES_PARTS_MAX && json.length <= INT_MAX;
}

static bool is_blank(struct text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!memchr(" \t\r\n", text.at[i], 4))
			return false;
	return true;
}

/* Gives NULL in *value when json-c refuses the text or stops before its end, which
 * text accepted by json.h cannot bring about except by its depth. */
static int parse(struct text json, struct json_object **value, struct error *error)
{
	struct json_tokener *tokener = json_tokener_new_ex(RULES_DEPTH_MAX);
	size_t end;

	if (tokener == NULL)
		return error_set(error, ERROR_MEMORY, "No memory to check an event.");
	*value = json_tokener_parse_ex(tokener, json.at, (int)json.length);
	end = json_tokener_get_parse_end(tokener);
	if (!is_blank((struct text){json.at + end, json.length - end})) {
		json_object_put(*value);
		*value = NULL;
	}
	json_tokener_free(tokener);
	return 0;
}

static int walk_object(struct walk *walk, enum rules_root root, struct text json,
                       struct error *error)
{
	struct json_object *object = NULL;

	if (is_affordable(json) && parse(json, &object, error) < 0)
		return -1;
	if (object == NULL)
		add_finding(walk, &WHOLE, FINDING_TOO_LARGE, TEXT_NONE);
	else if (!json_object_is_type(object, json_type_object))
		add_value_finding(walk, &WHOLE, FINDING_OTHER_TYPE, object);
	else
		check_members(walk, template_root(root), object, &WHOLE);
	json_object_put(object);
	if (walk->memory_short)
		return error_set(error, ERROR_MEMORY, "No memory for the findings of an event.");
	return 0;
}

int rules_check(enum rules_root root, enum edition edition, const char *prefix,
                struct text json, struct arena *arena, struct findings *findings,
                struct error *error)
{
	struct walk walk = {
		.edition = template_edition(root, edition), .prefix = prefix,
		.arena = arena, .findings = findings,
	};

	return walk_object(&walk, root, json, error);
}

/* Of several items at one path only those with the same value are meant. */
static bool has_complaint(const struct findings *findings, const struct finding *about)
{
	for (const struct finding *f = findings->first; f != NULL; f = f->next)
		if (strcmp(f->path, about->path) == 0 && strcmp(f->value, about->value) == 0)
			return true;
	return false;
}

int rules_foresee(enum rules_root root, enum edition edition, struct text json,
                  const struct finding *about, struct arena *arena, bool *foreseen,
                  struct error *error)
{
	struct findings findings = {.count = 0};
	struct walk walk = {
		.edition = edition, .prefix = "$", .arena = arena, .findings = &findings,
		.sought = about,
	};

	if (walk_object(&walk, root, json, error) != 0)
		return -1;
	*foreseen = walk.looked_at && !findings_full(&findings) &&
	            !has_complaint(&findings, about);
	return 0;
}

#include "contract/fit.h"

#include "contract/literal.h"
#include "contract/template.h"

/* Text of a number that json-c or literal_number would read, and nothing unusual. */
#define PLAIN_NUMBER_MAX 15

struct fit {
	const struct json *json;
	enum edition edition;
	const struct operand *operand;     /* of the item of `values` being walked */
	const struct rule *object_model;   /* of the objects of the value being walked */
};

typedef bool check_function(struct fit *fit, uint32_t node);

static bool members_fit(struct fit *fit, const struct rule *rules, uint32_t node);

/* The text of a string without escapes; with some it is not compared here. */
static struct text plain_text(const struct fit *fit, uint32_t node)
{
	const struct json_node *n = &fit->json->nodes[node];

	return n->kind == JSON_STRING && !n->escaped ? json_raw(fit->json, node) : TEXT_NONE;
}

/* Digits with at most one point: what all but a few literals are. */
static bool is_plain_number(struct text text)
{
	size_t i = text.length > 0 && text.at[0] == '-', points = 0, digits = 0;

	for (; i < text.length; i++) {
		bool is_point = text.at[i] == '.';
		points += is_point;
		digits += text.at[i] >= '0' && text.at[i] <= '9';
		if (!is_point && (text.at[i] < '0' || text.at[i] > '9'))
			return false;
	}
	return digits > 0 && points < 2 && text.length <= PLAIN_NUMBER_MAX &&
	       text.at[text.length - 1] != '.' && text.at[text.length - digits - points] != '.';
}

static bool date_fits(struct fit *fit, uint32_t node)
{
	struct text text = plain_text(fit, node);
	int64_t ms;

	return text.at != NULL && literal_date(text, &ms);
}

static bool duration_fits(struct fit *fit, uint32_t node)
{
	struct text text = plain_text(fit, node);
	double seconds;

	return text.at != NULL && literal_duration(text, &seconds);
}

static bool id_fits(struct fit *fit, uint32_t node)
{
	return json_raw(fit->json, node).length > 0;
}

static bool extension_type_fits(struct fit *fit, uint32_t node)
{
	static const char TELEMETRY[] = "vehicle.telemetry.";
	const size_t skip = sizeof TELEMETRY - 1;
	struct text type = plain_text(fit, node);

	if (type.at == NULL || vocabulary_has(WORDS_EXTENSION, type, fit->edition))
		return type.at != NULL;
	return type.length > skip && memcmp(type.at, TELEMETRY, skip) == 0 &&
	       vocabulary_has(WORDS_TELEMETRY,
	                      (struct text){type.at + skip, type.length - skip}, fit->edition);
}

/* Sets what the members of an item of `values` are read by; no operand for a text that
 * is none leads to no check, as in rules.c, but `data` itself is then in doubt. */
static bool value_item_fits(struct fit *fit, uint32_t node)
{
	uint32_t data = json_member_of_kind(fit->json, node, "data", JSON_STRING);

	fit->operand = data == JSON_ABSENT
		? NULL : template_operand(plain_text(fit, data), fit->edition);
	return true;
}

static bool value_fits(struct fit *fit, uint32_t node)
{
	uint32_t type = json_member_of_kind(fit->json, node, "type", JSON_STRING);

	fit->object_model = type == JSON_ABSENT
		? NULL : template_object(plain_text(fit, type), fit->edition);
	return true;
}

static bool literal_fits(struct fit *fit, uint32_t node)
{
	const struct operand *operand = fit->operand;
	struct text text = plain_text(fit, node);

	if (operand == NULL)
		return true;
	if (text.at == NULL)
		return false;
	if (operand->kind == LITERAL_NUMBER)
		return is_plain_number(text);
	if (operand->kind == LITERAL_BOOLEAN)
		return text_is(text, "true") || text_is(text, "false");
	return vocabulary_has(operand->words, text, fit->edition);
}

static bool value_object_fits(struct fit *fit, uint32_t node)
{
	return fit->object_model == NULL || members_fit(fit, fit->object_model, node);
}

/* At most three digits in front of the point are fewer than any implausible amount. */
static bool trip_amount_fits(struct fit *fit, uint32_t node)
{
	struct text text = json_raw(fit->json, node);
	const char *point = memchr(text.at, '.', text.length);

	return is_plain_number(text) && (point ? point - text.at : (long)text.length) <= 3;
}

static check_function *const CHECKS[CHECK_COUNT] = {
	[CHECK_DATE] = date_fits,
	[CHECK_DURATION] = duration_fits,
	[CHECK_ID] = id_fits,
	[CHECK_EXTENSION_TYPE] = extension_type_fits,
	[CHECK_VALUE_ITEM] = value_item_fits,
	[CHECK_VALUE] = value_fits,
	[CHECK_LITERAL] = literal_fits,
	[CHECK_VALUE_OBJECT] = value_object_fits,
	[CHECK_TRIP_AMOUNT] = trip_amount_fits,
};

static bool content_fits(struct fit *fit, const struct rule *rule, uint32_t node)
{
	if (CHECKS[rule->check] != NULL && !CHECKS[rule->check](fit, node))
		return false;
	if (rule->words != NULL &&
	    !vocabulary_has(rule->words, plain_text(fit, node), fit->edition))
		return false;
	return rule->members == NULL || members_fit(fit, rule->members, node);
}

static unsigned kind_of(const struct fit *fit, uint32_t node)
{
	static const unsigned KINDS[] = {
		[JSON_NULL] = KIND_NULL,     [JSON_FALSE] = KIND_BOOLEAN,
		[JSON_TRUE] = KIND_BOOLEAN,  [JSON_NUMBER] = KIND_NUMBER,
		[JSON_STRING] = KIND_STRING, [JSON_ARRAY] = KIND_ARRAY,
		[JSON_OBJECT] = KIND_OBJECT,
	};

	return KINDS[json_kind(fit->json, node)];
}

static bool value_of_rule_fits(struct fit *fit, const struct rule *rule, uint32_t node)
{
	if (!(rule->kinds & kind_of(fit, node)))
		return false;
	if (rule->items == 0)
		return content_fits(fit, rule, node);
	for (uint32_t i = json_first(fit->json, node); i < json_end(fit->json, node);
	     i = json_next(fit->json, i))
		if (!(rule->items & kind_of(fit, i)) || !content_fits(fit, rule, i))
			return false;
	return true;
}

static bool has_required(const struct fit *fit, const struct rule *rules, uint32_t node)
{
	for (; rules->member != NULL; rules++)
		if ((rules->required & fit->edition) &&
		    json_member(fit->json, node, rules->member) == JSON_ABSENT)
			return false;
	return true;
}

/* Recursion follows the tables: RULE_OTHERS and unchecked members end it. */
static bool members_fit(struct fit *fit, const struct rule *rules, uint32_t node)
{
	for (uint32_t i = json_first(fit->json, node); i < json_end(fit->json, node);
	     i = json_next(fit->json, i)) {
		const struct rule *rule = template_find(rules, plain_text(fit, i), fit->edition);

		if (rule == NULL || !value_of_rule_fits(fit, rule, i + 1))
			return false;
	}
	return has_required(fit, rules, node);
}

bool fit_check(enum rules_root root, enum edition edition, const struct json *json,
               uint32_t node)
{
	struct fit fit = {.json = json, .edition = template_edition(root, edition)};

	return json_kind(json, node) == JSON_OBJECT &&
	       members_fit(&fit, template_root(root), node);
}

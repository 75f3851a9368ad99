/* template.h: the vendor's templates and models as tables; no code knows a name.
 *
 * A table is an array of rules, one per member an object may have, ended by
 * RULE_END. A rule knows the editions that have its member: two rows of one name
 * say that the member changed its shape. The tables are apart from their walker
 * (rules.c), so that any walker over any reader of JSON can use them.
 * Sources: the six OpenAPI templates, and contract section 15 for the models. */
#ifndef CARHOOK_TEMPLATE_H
#define CARHOOK_TEMPLATE_H

#include <stdint.h>

#include "base/text.h"
#include "contract/edition.h"
#include "contract/rules.h"
#include "contract/vocabulary.h"

/* The JSON types as bits, so that a rule can allow several. A template's "integer"
 * is KIND_NUMBER: the vendor's serialiser writes 1.2E4 and 12.0 for integers too. */
enum kind {
	KIND_NULL    = 1 << 0,
	KIND_BOOLEAN = 1 << 1,
	KIND_NUMBER  = 1 << 2,
	KIND_STRING  = 1 << 3,
	KIND_ARRAY   = 1 << 4,
	KIND_OBJECT  = 1 << 5,
	KIND_ANY     = (1 << 6) - 1,
};

/* What is looked at besides type, words and members; of an array, in each item. */
enum check {
	CHECK_NONE,
	CHECK_DATE,            /* a string in one of the five styles */
	CHECK_DURATION,        /* a string: ISO 8601 */
	CHECK_ID,              /* a string that is not empty */
	CHECK_EXTENSION_TYPE,  /* a word, or "vehicle.telemetry." and a suffix */
	CHECK_VALUE_ITEM,      /* its `data` decides how the literals inside are read */
	CHECK_VALUE,           /* its `type` decides the model of the objects inside */
	CHECK_LITERAL,         /* a string to be read as the item's `data` says */
	CHECK_VALUE_OBJECT,    /* an object of the model that the value's `type` names */
	CHECK_TRIP_AMOUNT,     /* litres or kWh of one trip */
	CHECK_COUNT
};

struct rule {
	const char *member;          /* NULL ends a table */
	unsigned editions;           /* those that have the member in this shape */
	unsigned required;           /* those that require it */
	uint8_t kinds;               /* enum kind bits of its value */
	uint8_t items;               /* enum kind bits of an array's items */
	uint8_t check;               /* enum check */
	const struct word *words;    /* strings must be one of these; NULL: any text */
	const struct rule *members;  /* table of an object, or of the objects in an
	                              * array; NULL: members are not checked */
};

/* A row for members not named before it: they are not looked at. */
#define RULE_OTHERS_NAME "*"

/* Rows in short: the name of the member, the editions that have it. */
#define RULE_STRING(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_STRING}
#define RULE_DATE(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_STRING, .check = CHECK_DATE}
#define RULE_DURATION(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_STRING, .check = CHECK_DURATION}
#define RULE_ID(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_STRING, .check = CHECK_ID}
#define RULE_WORD(name, in, list) \
	{.member = (name), .editions = (in), .kinds = KIND_STRING, .words = (list)}
#define RULE_WORDS(name, in, list) \
	{.member = (name), .editions = (in), .kinds = KIND_ARRAY, .items = KIND_STRING, \
	 .words = (list)}
#define RULE_NUMBER(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_NUMBER}
#define RULE_NUMBERS(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_ARRAY, .items = KIND_NUMBER}
#define RULE_BOOLEAN(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_BOOLEAN}
#define RULE_OBJECT(name, in, table) \
	{.member = (name), .editions = (in), .kinds = KIND_OBJECT, .members = (table)}
#define RULE_OBJECTS(name, in, table) \
	{.member = (name), .editions = (in), .kinds = KIND_ARRAY, .items = KIND_OBJECT, \
	 .members = (table)}
#define RULE_ANY(name, in) \
	{.member = (name), .editions = (in), .kinds = KIND_ANY}
#define RULE_OTHERS RULE_ANY(RULE_OTHERS_NAME, EDITIONS_ALL)
#define RULE_END {.member = NULL}

/* The table where `root` begins; never NULL. */
const struct rule *template_root(enum rules_root root);

/* The edition whose tables describe `root` for a source of `edition`: the same, or
 * the nearest one that has the root. */
enum edition template_edition(enum rules_root root, enum edition edition);

/* The rule for member `name`, or NULL when `edition` has no such member. HAL's
 * `_links` is allowed everywhere (section 15: removed from the models, not
 * forbidden). */
const struct rule *template_find(const struct rule *rules, struct text name,
                                 enum edition edition);

/* The model of the objects in a value of `type` ("obj.alert"), or NULL when it is
 * another type, or an edition whose models are not kept here. */
const struct rule *template_object(struct text type, enum edition edition);

/* How the text of a literal is read (section 14). */
enum literal_kind { LITERAL_NUMBER, LITERAL_BOOLEAN, LITERAL_WORDS };

struct operand {
	const char *data;            /* values[].data */
	enum literal_kind kind;
	const struct word *words;    /* of LITERAL_WORDS */
	unsigned editions;           /* those where the literal can be checked */
};

/* How to read the literals of `data`, or NULL when the contract does not say. */
const struct operand *template_operand(struct text data, enum edition edition);

/* The models of extension bodies and objects, as of the current editions. */
extern const struct rule MODEL_POSITION[];
extern const struct rule MODEL_DOORS[];
extern const struct rule MODEL_MAINTENANCE[];
extern const struct rule MODEL_ALERT[];
extern const struct rule MODEL_COLLISION[];
extern const struct rule MODEL_TRIP[];
extern const struct rule MODEL_STOLEN[];
extern const struct rule MODEL_ALARM[];
extern const struct rule MODEL_TELEMETRY[];
extern const struct rule MODEL_STATUS[];

/* What every object of a model may have besides its own members: the models require
 * createdAt where they do not declare it (C27), and HAL's _embedded. Goes last. */
#define MODEL_COMMON \
	RULE_DATE("createdAt", EDITIONS_CURRENT), \
	RULE_DATE("updatedAt", EDITIONS_CURRENT), \
	RULE_ANY("_embedded", EDITIONS_CURRENT), \
	RULE_END

#endif

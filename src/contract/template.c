#include "contract/template.h"

/* Editions whose models are not in section 15: bodies are checked as far as their
 * template goes. */
#define EARLIER (EDITIONS_ALL & ~EDITIONS_CURRENT)

#define ENVELOPED (EDITIONS_ALL & ~B2C_4_16)

static const struct rule ATTRIBUTE[] = {
	{.member = "key", .editions = EDITIONS_ALL, .required = EDITIONS_ALL,
	 .kinds = KIND_STRING},
	{.member = "value", .editions = EDITIONS_ALL, .required = EDITIONS_ALL,
	 .kinds = KIND_STRING},
	RULE_END
};

static const struct rule VALUE_BODY[] = {
	{.member = "literalValue", .editions = EDITIONS_ALL, .kinds = KIND_STRING,
	 .check = CHECK_LITERAL},
	{.member = "objectValues", .editions = EDITIONS_ALL & ~B2B_2_2,
	 .kinds = KIND_ARRAY, .items = KIND_OBJECT, .check = CHECK_VALUE_OBJECT},
	RULE_OBJECT("objectValue", B2B_2_2, NULL),
	RULE_END
};

static const struct rule VALUE[] = {
	RULE_WORD("type", EDITIONS_ALL, WORDS_VALUE_TYPE),
	RULE_OBJECT("body", EDITIONS_ALL, VALUE_BODY),
	RULE_END
};

static const struct rule VALUE_ITEM[] = {
	RULE_WORD("data", EDITIONS_ALL, WORDS_DATA),
	{.member = "value", .editions = EDITIONS_ALL, .kinds = KIND_OBJECT,
	 .check = CHECK_VALUE, .members = VALUE},
	{.member = "previous", .editions = B2C_4_16, .kinds = KIND_STRING,
	 .check = CHECK_LITERAL},
	RULE_END
};

/* Of a position in an earlier edition only what all of them agree on: where it is. */
static const struct rule EARLIER_GEOMETRY[] = {
	RULE_NUMBERS("coordinates", EARLIER),
	RULE_OTHERS,
	RULE_END
};

static const struct rule EARLIER_POSITION[] = {
	RULE_OBJECT("geometry", EARLIER, EARLIER_GEOMETRY),
	RULE_OTHERS,
	RULE_END
};

static const struct rule EXTENSION_BODY[] = {
	RULE_OBJECT("doorState", EDITIONS_CURRENT, MODEL_DOORS),
	RULE_OBJECT("doorState", EARLIER, NULL),
	RULE_OBJECT("status", EDITIONS_CURRENT, MODEL_STATUS),
	RULE_OBJECT("status", EARLIER, NULL),
	RULE_OBJECT("maintenance", EDITIONS_CURRENT, MODEL_MAINTENANCE),
	RULE_OBJECT("maintenance", EARLIER, NULL),
	RULE_OBJECT("position", EDITIONS_CURRENT, MODEL_POSITION),
	RULE_OBJECT("position", EARLIER, EARLIER_POSITION),
	RULE_OBJECT("telemetry", EDITIONS_CURRENT, MODEL_TELEMETRY),
	RULE_OBJECT("telemetry", EARLIER, NULL),
	RULE_OBJECTS("alerts", EDITIONS_CURRENT, MODEL_ALERT),
	RULE_OBJECTS("alerts", B2B_2_2 | B2B_3_3, NULL),
	RULE_OBJECT("alert", EDITIONS_2019, NULL),
	RULE_OBJECT("collisions", B2B_3_18, MODEL_COLLISION),
	RULE_OBJECT("collisions", B2B_2_2 | B2B_3_3, NULL),
	RULE_OBJECT("trip", EDITIONS_CURRENT, MODEL_TRIP),
	RULE_OBJECT("stolen", B2B_3_18, MODEL_STOLEN),
	RULE_OBJECT("alarm", B2C_4_16, MODEL_ALARM),
	RULE_END
};

static const struct rule EXTENSION[] = {
	{.member = "type", .editions = EDITIONS_ALL, .kinds = KIND_STRING,
	 .check = CHECK_EXTENSION_TYPE},
	RULE_OBJECT("body", EDITIONS_B2B_3, EXTENSION_BODY),
	RULE_OBJECTS("body", EDITIONS_ALL & ~EDITIONS_B2B_3, EXTENSION_BODY),
	RULE_END
};

static const struct rule MONITOR_EVENT[] = {
	RULE_STRING("monitorId", B2C_4_16),
	RULE_STRING("fleetId", B2B_2_2 | EDITIONS_B2B_3),
	RULE_STRING("vin", ENVELOPED),
	RULE_DATE("eventDate", ENVELOPED),
	{.member = "values", .editions = EDITIONS_ALL, .kinds = KIND_ARRAY,
	 .items = KIND_OBJECT, .check = CHECK_VALUE_ITEM, .members = VALUE_ITEM},
	RULE_OBJECTS("extensions", EDITIONS_ALL, EXTENSION),
	RULE_BOOLEAN("refresh", EDITIONS_ALL),
	RULE_END
};

static const struct rule EVENT_STATUS[] = {
	{.member = "type", .editions = EDITIONS_REMOTE, .required = EDITIONS_REMOTE,
	 .kinds = KIND_STRING, .words = WORDS_EVENT_STATUS_TYPE},
	{.member = "status", .editions = EDITIONS_REMOTE, .required = EDITIONS_REMOTE,
	 .kinds = KIND_STRING, .words = WORDS_EVENT_STATUS},
	RULE_WORD("failureCause", EDITIONS_REMOTE, WORDS_FAILURE_CAUSE),
	RULE_WORD("feedbackDetail", EDITIONS_REMOTE, WORDS_FEEDBACK_DETAIL),
	RULE_END
};

/* No template requires remoteActionId, but a step of no action tells nobody anything. */
static const struct rule REMOTE_EVENT[] = {
	{.member = "remoteActionId", .editions = EDITIONS_REMOTE,
	 .required = EDITIONS_REMOTE, .kinds = KIND_STRING},
	RULE_STRING("vin", EDITIONS_B2B_3),
	RULE_DATE("eventDate", EDITIONS_B2B_3),
	RULE_WORD("remoteType", EDITIONS_REMOTE, WORDS_REMOTE_TYPE),
	RULE_OBJECT("eventStatus", EDITIONS_REMOTE, EVENT_STATUS),
	RULE_END
};

static const struct rule MONITOR_ENVELOPE[] = {
	RULE_STRING("monitorId", ENVELOPED),
	RULE_OBJECTS("attributes", ENVELOPED, ATTRIBUTE),
	RULE_OBJECTS("events", ENVELOPED, MONITOR_EVENT),
	RULE_END
};

static const struct rule REMOTE_ENVELOPE[] = {
	RULE_STRING("callbackId", EDITIONS_B2B_3),
	RULE_OBJECTS("attributes", EDITIONS_B2B_3, ATTRIBUTE),
	RULE_OBJECTS("events", EDITIONS_B2B_3, REMOTE_EVENT),
	RULE_END
};

static const struct rule MESSAGE[] = {
	RULE_STRING("callbackId", B2C_4_16),
	RULE_OBJECTS("attributes", B2C_4_16, ATTRIBUTE),
	RULE_WORD("type", B2C_4_16, WORDS_MESSAGE_TYPE),
	RULE_DATE("date", B2C_4_16),
	RULE_OBJECT("monitorEvent", B2C_4_16, MONITOR_EVENT),
	RULE_OBJECT("remoteEvent", B2C_4_16, REMOTE_EVENT),
	RULE_END
};

/* Contract section 7: data are texts only; what body attributes may add to a
 * notification is an open list. */
static const struct rule PUSH_DATA[] = {
	RULE_STRING(RULE_OTHERS_NAME, B2C_4_16),
	RULE_END
};

static const struct rule PUSH_NOTIFICATION[] = {
	RULE_STRING("title", B2C_4_16),
	RULE_STRING("body", B2C_4_16),
	RULE_STRING("image", B2C_4_16),
	RULE_OTHERS,
	RULE_END
};

static const struct rule PUSH[] = {
	RULE_STRING("name", B2C_4_16),
	RULE_OBJECT("data", B2C_4_16, PUSH_DATA),
	RULE_OBJECT("notification", B2C_4_16, PUSH_NOTIFICATION),
	RULE_END
};

static const struct {
	const struct rule *rules;
	unsigned editions;           /* those that have this root */
} ROOTS[] = {
	[RULES_MONITOR_ENVELOPE] = {MONITOR_ENVELOPE, ENVELOPED},
	[RULES_REMOTE_ENVELOPE]  = {REMOTE_ENVELOPE, EDITIONS_B2B_3},
	[RULES_MONITOR_EVENT]    = {MONITOR_EVENT, ENVELOPED},
	[RULES_REMOTE_EVENT]     = {REMOTE_EVENT, EDITIONS_B2B_3},
	[RULES_MESSAGE]          = {MESSAGE, B2C_4_16},
	[RULES_PUSH]             = {PUSH, B2C_4_16},
};

const struct rule *template_root(enum rules_root root)
{
	return ROOTS[root].rules;
}

enum edition template_edition(enum rules_root root, enum edition edition)
{
	if (ROOTS[root].editions & edition)
		return edition;
	if (root == RULES_MESSAGE || root == RULES_PUSH)
		return B2C_4_16;
	return edition & EDITIONS_CURRENT ? B2B_3_18 : B2B_3_3;
}

const struct rule *template_find(const struct rule *rules, struct text name,
                                 enum edition edition)
{
	static const struct rule LINKS = RULE_ANY("_links", EDITIONS_ALL);

	for (; rules->member != NULL; rules++) {
		if (!(rules->editions & edition))
			continue;
		if (text_is(name, rules->member) ||
		    strcmp(rules->member, RULE_OTHERS_NAME) == 0)
			return rules;
	}
	return text_is(name, LINKS.member) ? &LINKS : NULL;
}

const struct rule *template_object(struct text type, enum edition edition)
{
	if (!(edition & EDITIONS_CURRENT))
		return NULL;
	if (text_is(type, "obj.alert"))
		return MODEL_ALERT;
	return text_is(type, "obj.collision") ? MODEL_COLLISION : NULL;
}

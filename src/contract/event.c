#include "contract/event.h"

#include "contract/fit.h"
#include "contract/literal.h"
#include "contract/rules.h"

static bool is_message(const struct event_place *place)
{
	return place->content != place->node;
}

uint32_t event_in_message(const struct json *json, uint32_t node, enum event_kind kind)
{
	static const char *const NAMES[] = {
		[EVENT_MONITOR] = "monitorEvent", [EVENT_REMOTE] = "remoteEvent",
	};
	uint32_t content = json_member(json, node, NAMES[kind]);

	if (content != JSON_ABSENT && json_kind(json, content) == JSON_ARRAY)
		content = json_next(json, json_first(json, content)) == json_end(json, content)
			? json_first(json, content) : JSON_ABSENT;
	return content != JSON_ABSENT && json_kind(json, content) == JSON_OBJECT
	       ? content : JSON_ABSENT;
}

/* A member that is neither null nor empty. */
static uint32_t find_told(const struct json *json, uint32_t node, const char *name)
{
	uint32_t member = json_member(json, node, name);

	return member != JSON_ABSENT && !json_is_empty(json, member) ? member : JSON_ABSENT;
}

static bool has_any(const struct json *json, uint32_t node, const char *const *names,
                    bool also_empty)
{
	for (; *names != NULL; names++) {
		uint32_t member = also_empty ? json_member(json, node, *names)
		                             : find_told(json, node, *names);

		if (member != JSON_ABSENT)
			return true;
	}
	return false;
}

enum event_kind event_kind_at(const struct event_place *place,
                              const struct event_outside *outside)
{
	static const char *const REMOTE[] = {"remoteActionId", "eventStatus", "remoteType", NULL};
	static const char *const MONITOR[] = {"values", "extensions", "refresh", "monitorId", NULL};
	const struct json *json = place->json;

	if (is_message(place))
		return event_in_message(json, place->node, EVENT_REMOTE) == place->content
			? EVENT_REMOTE : EVENT_MONITOR;
	/* What is there but empty tells less than what the other kind has. */
	if (find_told(json, place->content, "remoteActionId") != JSON_ABSENT)
		return EVENT_REMOTE;
	if (outside != NULL && outside->monitor != JSON_ABSENT &&
	    has_any(json, place->content, MONITOR, false))
		return EVENT_MONITOR;
	if (has_any(json, place->content, REMOTE, false))
		return EVENT_REMOTE;
	if (has_any(json, place->content, MONITOR, true))
		return EVENT_MONITOR;
	if (has_any(json, place->content, REMOTE, true))
		return EVENT_REMOTE;
	return outside == NULL ? EVENT_MONITOR : outside->kind;
}

/* ---- Ids ---- */

/* Whoever looks for ids: where they stand, and where what is odd about them is told. */
struct id_reader {
	const struct json *json;
	uint32_t top;                /* where `path` leads to */
	const char *path;
	struct findings *findings;   /* NULL: nothing is told */
	struct arena *arena;
	bool failed;                 /* memory was short */
};

static void tell(struct id_reader *r, uint32_t node, enum finding_problem problem,
                 struct text id)
{
	const char *path;

	if (r->findings == NULL || findings_full(r->findings))
		return;
	path = json_path(r->json, r->top, node, r->path, r->arena);
	r->failed |= path == NULL || finding_add(r->findings, r->arena, path, problem, id.at,
	                                         id.length) != 0;
}

/* Numbers are ids, too, where a sender forgets the quotes. */
static bool is_id(const struct json *json, uint32_t node)
{
	return json_kind(json, node) == JSON_STRING || json_kind(json, node) == JSON_NUMBER;
}

/* The text of a member. True: it has one, though *id is TEXT_NONE when it is too long.
 * One that is empty names nothing: what has it would be thrown together. */
static bool read_id(struct id_reader *r, uint32_t node, const char *name, struct text *id)
{
	uint32_t member = json_member(r->json, node, name);

	*id = TEXT_NONE;
	if (member == JSON_ABSENT || !is_id(r->json, member))
		return false;
	*id = json_string(r->json, member, r->arena, '?');
	r->failed |= id->at == NULL;
	if (id->at == NULL)
		return false;
	if (id->length == 0) {
		tell(r, member, FINDING_EMPTY_ID, *id);
		*id = TEXT_NONE;
		return false;
	}
	if (id->length > EVENT_ID_MAX) {
		tell(r, member, FINDING_TOO_LONG, *id);
		*id = TEXT_NONE;
	}
	return true;
}

/* The first place that has the member: the event, the message, the envelope. */
static struct text find_id(struct id_reader *r, const struct event_place *place,
                           const char *name, struct text outside)
{
	struct text id;

	if (read_id(r, place->content, name, &id) ||
	    (is_message(place) && read_id(r, place->node, name, &id)))
		return id;
	return outside;
}

/* B2C events have no VIN: it comes as an attribute, if one was registered. */
static struct text attribute_vin(struct id_reader *r, uint32_t owner,
                                 const struct event_context *context)
{
	uint32_t attributes = json_member(r->json, owner, EVENT_BESIDE);
	struct text vin = attribute_find_told(r->json, attributes, context->vin_attribute,
	                                      r->arena);

	if (vin.length <= EVENT_ID_MAX)
		return vin;
	tell(r, attributes, FINDING_TOO_LONG, vin);
	return TEXT_NONE;
}

/* What a message says itself, in whatever way, comes before what its envelope says. */
static struct text find_vin(struct id_reader *r, const struct event_place *place,
                            const struct event_context *context,
                            const struct event_outside *outside)
{
	struct text vin = find_id(r, place, "vin", TEXT_NONE);

	if (vin.at == NULL)
		vin = attribute_vin(r, place->node, context);
	if (vin.at == NULL)
		vin = outside->vin;
	if (vin.at == NULL)
		vin = outside->attribute_vin;
	return vin.at == NULL ? context->vin : vin;
}

int event_outside_read(struct event_outside *outside, const struct json *json, uint32_t node,
                       const char *prefix, const struct event_context *context,
                       struct findings *findings, struct arena *arena, struct error *error)
{
	struct id_reader r = {.json = json, .path = prefix, .findings = findings,
	                      .arena = arena};

	outside->kind = json_member(json, node, "monitorId") == JSON_ABSENT &&
	                        json_member(json, node, "callbackId") != JSON_ABSENT
		? EVENT_REMOTE : EVENT_MONITOR;
	read_id(&r, node, "monitorId", &outside->monitor_id);
	read_id(&r, node, "remoteActionId", &outside->action_id);
	read_id(&r, node, "callbackId", &outside->callback_id);
	read_id(&r, node, "fleetId", &outside->fleet_id);
	read_id(&r, node, "vin", &outside->vin);
	outside->attribute_vin = attribute_vin(&r, node, context);
	outside->json = json;
	outside->monitor = find_told(json, node, "monitorId");
	outside->action = find_told(json, node, "remoteActionId");
	outside->callback = find_told(json, node, "callbackId");
	if (outside->callback == JSON_ABSENT)   /* the successor's name (section 18) */
		outside->callback = find_told(json, node, "channelId");
	outside->date = find_told(json, node, "eventDate");
	if (outside->date == JSON_ABSENT)
		outside->date = find_told(json, node, "date");
	return !r.failed ? 0 : error_set(error, ERROR_MEMORY, "no memory to read an envelope");
}

static bool read_ids(struct event *event, const struct event_place *place,
                     const struct event_context *context, struct arena *arena)
{
	static const struct event_outside NOTHING = {.kind = EVENT_MONITOR};
	const struct event_outside *outside = context->outside ? context->outside : &NOTHING;
	struct id_reader r = {.json = place->json, .top = place->node, .path = place->path,
	                      .findings = context->unchecked ? NULL : &event->findings,
	                      .arena = arena};

	event->callback_id = find_id(&r, place, "callbackId", outside->callback_id);
	/* Its successor has another name (contract section 18). */
	if (event->callback_id.at == NULL && is_message(place))
		event->callback_id = find_id(&r, place, "channelId", TEXT_NONE);
	if (event->kind == EVENT_REMOTE)
		event->action_id = find_id(&r, place, "remoteActionId", outside->action_id);
	else
		event->monitor_id = find_id(&r, place, "monitorId", outside->monitor_id);
	event->fleet_id = find_id(&r, place, "fleetId", outside->fleet_id);
	event->vin = find_vin(&r, place, context, outside);
	return !r.failed;
}

/* ---- The rest ---- */

static void read_date(struct event *event, const struct event_place *place,
                      struct arena *arena)
{
	const struct json *json = place->json;
	const uint32_t members[] = {
		json_member(json, place->content, "eventDate"),
		json_member(json, place->node, "eventDate"),
		json_member(json, place->node, "date"),   /* of a message, or of what was one */
	};

	for (size_t i = 0; i < sizeof members / sizeof *members && !event->dated; i++)
		event->dated = members[i] != JSON_ABSENT &&
		               literal_moment(json_string(json, members[i], arena, '?'),
		                              &event->date_ms);
}

static int read_refresh(const struct event_place *place)
{
	uint32_t member = json_member(place->json, place->content, "refresh"), data;

	/* The successor has it in monitorEvent.data (contract section 18). */
	if (member == JSON_ABSENT && is_message(place)) {
		data = json_member_of_kind(place->json, place->content, "data", JSON_OBJECT);
		member = data == JSON_ABSENT ? JSON_ABSENT :
			json_member(place->json, data, "refresh");
	}
	if (member == JSON_ABSENT)
		return -1;
	if (json_kind(place->json, member) == JSON_STRING)
		return json_is(place->json, member, "true") ? 1
		     : json_is(place->json, member, "false") ? 0 : -1;
	return json_kind(place->json, member) == JSON_TRUE ? 1
	     : json_kind(place->json, member) == JSON_FALSE ? 0 : -1;
}

static int report_odd_text(struct event *event, const struct event_place *place,
                           struct arena *arena)
{
	const struct json *json = place->json;

	if (!json->odd)
		return 0;
	for (uint32_t i = place->node; i < json->nodes[place->node].next; i++) {
		const char *path;

		if (findings_full(&event->findings))
			return 0;
		if (json->nodes[i].kind != JSON_STRING || !json->nodes[i].odd)
			continue;
		path = json_path(json, place->node, i, place->path, arena);
		if (path == NULL || finding_add(&event->findings, arena, path, FINDING_ODD_TEXT,
		                                NULL, 0) != 0)
			return -1;
	}
	return 0;
}

static int check_rules(struct event *event, const struct event_place *place,
                       const struct event_context *context, struct arena *arena,
                       struct error *error)
{
	enum rules_root root = is_message(place) ? RULES_MESSAGE
	                     : event->kind == EVENT_REMOTE ? RULES_REMOTE_EVENT
	                                                   : RULES_MONITOR_EVENT;

	if (fit_check(root, context->edition, place->json, place->node))
		return 0;
	/* What is kept, without credentials: a finding quotes what it is about. */
	return rules_check(root, context->edition, place->path, event->json, arena,
	                   &event->findings, error);
}

static int check(struct event *event, const struct event_place *place,
                 const struct event_context *context, struct arena *arena,
                 struct error *error)
{
	if (report_odd_text(event, place, arena) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to read an event");
	return check_rules(event, place, context, arena, error);
}

static void add_around(struct identity_subject *subject, char what, uint32_t node)
{
	if (node == JSON_ABSENT)
		return;
	subject->around_kinds[subject->around_count] = what;
	subject->around[subject->around_count++] = node;
}

/* Events without an id of their own, or of the other kind than their envelope, would be
 * one when they say the same; so what stands around tells them apart. */
void event_identify(struct identity_subject *subject, const struct event *event,
                    const struct event_outside *outside)
{
	bool is_remote = event->kind == EVENT_REMOTE, is_exact;
	struct text column;
	uint32_t node;

	subject->tag = is_remote ? 'r' : 'm';
	subject->id = is_remote ? event->action_id : event->monitor_id;
	subject->around_count = 0;
	if (outside == NULL)
		return;
	subject->around_json = outside->json;
	column = is_remote ? outside->action_id : outside->monitor_id;
	node = is_remote ? outside->action : outside->monitor;
	/* A column says exactly what the id is, unless it has none, or an odd text. */
	is_exact = column.at != NULL && node != JSON_ABSENT && !outside->json->nodes[node].odd;
	if (!is_exact && (subject->id.at == NULL || text_equal(subject->id, column)))
		add_around(subject, subject->tag, node);
	if (is_remote)
		add_around(subject, 'm', outside->monitor);
	if (subject->id.at == NULL)
		add_around(subject, 'c', outside->callback);
	if (!event->dated)
		add_around(subject, 'd', outside->date);
}

int event_read(struct event *event, const struct event_place *place,
               const struct event_context *context, struct arena *scratch,
               struct arena *arena, struct error *error)
{
	struct identity_subject subject = {.json = place->json, .node = place->node,
	                                   .without = EVENT_BESIDE, .path = place->path};

	*event = (struct event){.kind = event_kind_at(place, context->outside)};
	event->json = attribute_strip_member(place->json, place->node, EVENT_BESIDE,
	                                     context->credentials, arena);
	event->refresh = read_refresh(place);
	read_date(event, place, arena);
	if (event->json.at == NULL || !read_ids(event, place, context, arena))
		return error_set(error, ERROR_MEMORY, "no memory to read an event");
	if (!context->unchecked && check(event, place, context, arena, error) != 0)
		return -1;
	event_identify(&subject, event, context->outside);
	return identity_of(event->digest, &subject, scratch, arena, &event->findings, error);
}

#include "contract/event.h"

#include "contract/fit.h"
#include "contract/literal.h"
#include "contract/rules.h"

static bool is_message(const struct event_place *place)
{
	return place->content != place->node;
}

static bool has_any(const struct json *json, uint32_t node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (json_member(json, node, *names) != JSON_ABSENT)
			return true;
	return false;
}

enum event_kind event_kind_at(const struct event_place *place)
{
	static const char *const REMOTE[] = {"remoteActionId", "eventStatus", "remoteType", NULL};
	static const char *const MONITOR[] = {"values", "extensions", "refresh", "monitorId", NULL};
	const struct json *json = place->json;

	if (is_message(place))
		return json_member(json, place->node, "remoteEvent") == place->content
			? EVENT_REMOTE : EVENT_MONITOR;
	if (has_any(json, place->content, REMOTE))
		return EVENT_REMOTE;
	if (has_any(json, place->content, MONITOR) || !place->has_envelope)
		return EVENT_MONITOR;
	return json_member(json, place->envelope, "monitorId") == JSON_ABSENT &&
	               json_member(json, place->envelope, "callbackId") != JSON_ABSENT
		? EVENT_REMOTE : EVENT_MONITOR;
}

static struct text member_text(const struct json *json, uint32_t node, const char *name,
                               struct arena *arena)
{
	uint32_t member = json_member(json, node, name);

	return member == JSON_ABSENT ? TEXT_NONE : json_string(json, member, arena, '?');
}

/* The first place that has the member: the event, the message, the envelope. */
static struct text find_text(const struct event_place *place, const char *name,
                             struct arena *arena)
{
	struct text text = member_text(place->json, place->content, name, arena);

	if (text.at == NULL && is_message(place))
		text = member_text(place->json, place->node, name, arena);
	if (text.at == NULL && place->has_envelope)
		text = member_text(place->json, place->envelope, name, arena);
	return text;
}

/* B2C events have no VIN: it comes as an attribute, if one was registered. A value
 * that begins with $ is a variable the sender did not expand (contract C13). */
static struct text attribute_vin(const struct event_place *place,
                                 const struct event_context *context, struct arena *arena)
{
	uint32_t owner = is_message(place) ? place->node : place->envelope;
	struct text vin = TEXT_NONE;

	if (is_message(place) || place->has_envelope)
		vin = attribute_find(place->json, json_member(place->json, owner, "attributes"),
		                     context->vin_attribute, arena);
	if (vin.at == NULL || vin.length == 0 || vin.at[0] == '$')
		vin = context->vin;
	return vin.length > 0 ? vin : TEXT_NONE;
}

static void read_date(struct event *event, const struct event_place *place,
                      struct arena *arena)
{
	const struct json *json = place->json;
	uint32_t member = json_member(json, place->content, "eventDate");

	if (member == JSON_ABSENT)
		member = json_member(json, place->node, is_message(place) ? "date" : "eventDate");
	if (member == JSON_ABSENT)
		return;
	if (json_kind(json, member) == JSON_NUMBER)
		event->dated = literal_epoch_ms(json_raw(json, member), &event->date_ms);
	else
		event->dated = literal_date(json_string(json, member, arena, '?'), &event->date_ms);
}

static int read_refresh(const struct event_place *place)
{
	uint32_t member = json_member(place->json, place->content, "refresh");

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

int event_read(struct event *event, const struct event_place *place,
               const struct event_context *context, struct arena *scratch,
               struct arena *arena, struct error *error)
{
	const char *without = is_message(place) ? "attributes" : NULL;

	*event = (struct event){.kind = event_kind_at(place)};
	event->json = without ? attribute_strip_member(place->json, place->node, without,
	                                               context->credentials, arena)
	                      : json_source(place->json, place->node);
	event->callback_id = find_text(place, "callbackId", arena);
	if (event->kind == EVENT_REMOTE)
		event->action_id = find_text(place, "remoteActionId", arena);
	else
		event->monitor_id = find_text(place, "monitorId", arena);
	event->fleet_id = find_text(place, "fleetId", arena);
	event->vin = find_text(place, "vin", arena);
	if (event->vin.at == NULL)
		event->vin = attribute_vin(place, context, arena);
	event->refresh = read_refresh(place);
	read_date(event, place, arena);
	if (event->json.at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to read an event");
	if (!context->unchecked && check(event, place, context, arena, error) != 0)
		return -1;
	return identity_of(event->digest, place->json, place->node,
	                   event->kind == EVENT_REMOTE ? 'r' : 'm',
	                   event->kind == EVENT_REMOTE ? event->action_id : event->monitor_id,
	                   without, place->path, scratch, arena, &event->findings, error);
}

#include "contract/envelope.h"

#include <sodium.h>

#include "contract/rules.h"

/* Parts of one body that are put in quarantine one by one. */
#define REJECTS_MAX 1000

/* What is gathered while the body is looked through. */
struct finder {
	struct callback *callback;
	const struct callback_limits *limits;
	struct arena *arena;
	size_t place_room, reject_room, carrier_room;
};

/* ---- Growing lists in the arena ---- */

/* Room for one more item of `size` bytes behind `count`; the old array is left to
 * the arena. NULL when memory is short. */
static void *more_room(struct arena *arena, void *items, size_t count, size_t *room,
                       size_t size)
{
	void *larger;

	if (count < *room)
		return items;
	larger = arena_alloc(arena, (*room ? *room * 2 : 4) * size);
	if (larger == NULL)
		return NULL;
	if (count > 0)
		memcpy(larger, items, count * size);
	*room = *room ? *room * 2 : 4;
	return larger;
}

static int add_place(struct finder *f, struct event_place place)
{
	struct callback *c = f->callback;
	void *places = more_room(f->arena, c->places, c->place_count, &f->place_room,
	                         sizeof *c->places);

	if (places == NULL || place.path == NULL)
		return -1;
	c->places = places;
	c->places[c->place_count++] = place;
	return 0;
}

static int add_reject(struct finder *f, const struct json *json, uint32_t node,
                      const char *path, const char *reason)
{
	struct callback *c = f->callback;
	void *rejects;

	if (c->reject_count == REJECTS_MAX) {
		/* Among so many the whole body tells more, and costs less. */
		c->rejects[0] = (struct reject){"$", "more parts that are no events than are "
		                                "kept apart", json_source(&c->json, 0)};
		c->rejects_merged = true;
		c->reject_count = 1;
	}
	if (c->rejects_merged)
		return 0;
	rejects = more_room(f->arena, c->rejects, c->reject_count, &f->reject_room,
	                          sizeof *c->rejects);

	if (rejects == NULL || path == NULL)
		return -1;
	c->rejects = rejects;
	c->rejects[c->reject_count++] =
		(struct reject){path, reason, json_source(json, node)};
	return 0;
}

static int add_carrier(struct finder *f, const struct json *json, uint32_t attributes)
{
	struct callback *c = f->callback;
	void *carriers = more_room(f->arena, c->carriers, c->carrier_count, &f->carrier_room,
	                           sizeof *c->carriers);

	if (carriers == NULL)
		return -1;
	c->carriers = carriers;
	c->carriers[c->carrier_count++] = (struct carrier){json, attributes};
	return 0;
}

/* ---- What an object is, by its members ---- */

static bool is_envelope(const struct json *json, uint32_t node)
{
	return json_member_of_kind(json, node, "events", JSON_ARRAY) != JSON_ABSENT;
}

/* The monitorEvent or remoteEvent of a message, or JSON_ABSENT. The other one may stand
 * beside it as null, as some senders write what is not there. */
static uint32_t message_content(const struct json *json, uint32_t node)
{
	uint32_t content = json_member_of_kind(json, node, "monitorEvent", JSON_OBJECT);

	return content != JSON_ABSENT
	       ? content : json_member_of_kind(json, node, "remoteEvent", JSON_OBJECT);
}

/* A message by its members, but without an event that can be read. */
static bool is_empty_message(const struct json *json, uint32_t node)
{
	return json_member(json, node, "monitorEvent") != JSON_ABSENT ||
	       json_member(json, node, "remoteEvent") != JSON_ABSENT;
}

/* The base64 text of an FCM object: mph_message, or `message` as the successor's
 * documentation calls it (contract section 18). */
static uint32_t fcm_message(const struct json *json, uint32_t node)
{
	uint32_t data = json_member_of_kind(json, node, "data", JSON_OBJECT), text;

	if (data == JSON_ABSENT)
		return JSON_ABSENT;
	text = json_member_of_kind(json, data, "mph_message", JSON_STRING);
	return text != JSON_ABSENT ? text
	                           : json_member_of_kind(json, data, "message", JSON_STRING);
}

static bool is_bare_event(const struct json *json, uint32_t node)
{
	return json_member_of_kind(json, node, "values", JSON_ARRAY) != JSON_ABSENT ||
	       json_member_of_kind(json, node, "extensions", JSON_ARRAY) != JSON_ABSENT ||
	       json_member(json, node, "eventStatus") != JSON_ABSENT ||
	       json_member(json, node, "remoteActionId") != JSON_ABSENT ||
	       (json_member(json, node, "vin") != JSON_ABSENT &&
	        json_member(json, node, "eventDate") != JSON_ABSENT);
}

/* ---- Going through the body ---- */

static int find_in_envelope(struct finder *f, const struct json *json, uint32_t node,
                            const char *prefix)
{
	uint32_t events = json_member_of_kind(json, node, "events", JSON_ARRAY);
	const char *path = strcmp(prefix, "$") == 0
		? "$.events[*]" : arena_format(f->arena, "%s.events[*]", prefix);
	unsigned position = 0;

	if (path == NULL || add_carrier(f, json, json_member(json, node, "attributes")) != 0)
		return -1;
	for (uint32_t i = json_first(json, events); i < json_end(json, events);
	     i = json_next(json, i), position++) {
		/* A message among the events is read as one; its credential is the envelope's. */
		uint32_t content = message_content(json, i);
		struct event_place place = {.json = json, .node = i, .path = path,
		                            .content = content != JSON_ABSENT ? content : i,
		                            .envelope = node, .has_envelope = true};
		int result = json_kind(json, i) == JSON_OBJECT
			? add_place(f, place)
			: add_reject(f, json, i,
			             arena_format(f->arena, "%s.events[%u]", prefix, position),
			             "an event that is no JSON object");
		if (result != 0)
			return -1;
	}
	f->callback->shape = json_member(json, node, "monitorId") == JSON_ABSENT &&
	                             json_member(json, node, "callbackId") != JSON_ABSENT
		? SHAPE_REMOTES : SHAPE_MONITORS;
	return 0;
}

static int find_in_message(struct finder *f, const struct json *json, uint32_t node,
                           const char *path)
{
	struct event_place place = {.json = json, .node = node, .path = path,
	                            .content = message_content(json, node)};

	f->callback->shape = SHAPE_MESSAGE;
	return add_carrier(f, json, json_member(json, node, "attributes")) != 0
	       ? -1 : add_place(f, place);
}

static int reject_message(struct finder *f, const struct json *json, uint32_t node,
                          const char *path)
{
	f->callback->shape = SHAPE_MESSAGE;
	return add_carrier(f, json, json_member(json, node, "attributes")) != 0 ? -1 :
		add_reject(f, json, node, path, "a message whose event is no JSON object");
}

static int find_bare_event(struct finder *f, const struct json *json, uint32_t node,
                           const char *path)
{
	f->callback->shape = SHAPE_EVENTS;
	return add_place(f, (struct event_place){.json = json, .node = node, .content = node,
	                                         .path = path});
}

/* Whether `node` was something known: 1, 0, or -1 without memory. */
static int find_in_object(struct finder *f, const struct json *json, uint32_t node,
                          const char *path, const char *reject_path)
{
	int result;

	if (json_kind(json, node) != JSON_OBJECT)
		return 0;
	if (message_content(json, node) != JSON_ABSENT)
		result = find_in_message(f, json, node, path);
	else if (is_envelope(json, node))
		result = find_in_envelope(f, json, node, path);
	else if (is_bare_event(json, node))
		result = find_bare_event(f, json, node, path);
	else if (is_empty_message(json, node))
		result = reject_message(f, json, node, reject_path);
	else
		return 0;
	return result == 0 ? 1 : -1;
}

static int find_in_array(struct finder *f, const struct json *json)
{
	unsigned position = 0, known = 0;

	for (uint32_t i = json_first(json, 0); i < json_end(json, 0);
	     i = json_next(json, i), position++) {
		const char *path = arena_format(f->arena, "$[%u]", position);
		int found = path ? find_in_object(f, json, i, "$[*]", path) : -1;

		if (found < 0)
			return -1;
		known += (unsigned)found;
		if (!found && add_reject(f, json, i, path, "an item that is no message or event"))
			return -1;
	}
	if (f->callback->shape == SHAPE_MESSAGE)
		f->callback->shape = SHAPE_MESSAGES;
	return known > 0;
}

/* Base64 in either alphabet, with or without padding. */
static struct text decode_base64(struct text base64, struct arena *arena)
{
	static const int VARIANTS[] = {
		sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
		sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
	};
	unsigned char *bytes = arena_alloc(arena, base64.length);
	size_t length;

	for (size_t i = 0; bytes != NULL && i < sizeof VARIANTS / sizeof *VARIANTS; i++)
		if (sodium_base642bin(bytes, base64.length, base64.at, base64.length, "\r\n",
		                      &length, NULL, VARIANTS[i]) == 0)
			return (struct text){(char *)bytes, length};
	return TEXT_NONE;
}

static int find_in_fcm(struct finder *f, uint32_t base64)
{
	const struct json *outer = &f->callback->json;
	struct json *inner = arena_alloc(f->arena, sizeof *inner);
	struct text bytes = decode_base64(json_string(outer, base64, f->arena, '?'), f->arena);
	uint32_t data = json_member_of_kind(outer, 0, "data", JSON_OBJECT);
	struct error ignored;
	int found = 0;

	if (inner == NULL || add_carrier(f, outer, data) != 0)
		return -1;
	f->callback->encoded = base64;
	f->callback->decoded = bytes;
	if (bytes.at != NULL && json_read(inner, f->arena, bytes.at, bytes.length,
	                                  f->limits->depth, f->limits->nodes, &ignored) == 0)
		found = find_in_object(f, inner, 0, "$.data.mph_message", "$");
	/* The message's own attributes are not what a credential is looked for in. */
	f->callback->carrier_count = 1;
	f->callback->shape = SHAPE_FCM;
	f->callback->inner = found > 0 ? inner : NULL;
	if (found < 0)
		return -1;
	if (found > 0)
		return 0;
	return add_reject(f, outer, 0, "$", "an FCM object without a readable mph_message");
}

/* Whether the body was something known: 1, 0, or -1 without memory. */
static int find_in_body(struct finder *f)
{
	const struct json *json = &f->callback->json;
	uint32_t fcm = fcm_message(json, 0);

	if (json_kind(json, 0) == JSON_ARRAY)
		return find_in_array(f, json);
	if (fcm != JSON_ABSENT)
		return find_in_fcm(f, fcm) == 0 ? 1 : -1;
	return find_in_object(f, json, 0, "$", "$");
}

int envelope_find(struct callback *callback, const struct callback_limits *limits,
                  struct arena *arena, struct error *error)
{
	struct finder f = {.callback = callback, .limits = limits, .arena = arena};
	int found = find_in_body(&f);

	if (found == 0) {
		/* One copy of the whole body tells more than its parts. */
		callback->shape = SHAPE_NONE;
		callback->reject_count = 0;
		callback->rejects_merged = false;
		found = add_reject(&f, &callback->json, 0, "$",
		                   "JSON that is none of the known envelopes");
	}
	if (found < 0)
		return error_set(error, ERROR_MEMORY, "no memory to read the body");
	return 0;
}

bool envelope_foreseen(enum callback_shape shape, enum edition edition)
{
	static const unsigned FORESEEN[] = {
		[SHAPE_NONE] = EDITIONS_ALL,     /* is in quarantine, and tells there */
		[SHAPE_MONITORS] = EDITIONS_ALL & ~B2C_4_16,
		[SHAPE_REMOTES] = EDITIONS_B2B_3,
		[SHAPE_MESSAGE] = B2C_4_16,
		[SHAPE_MESSAGES] = B2C_4_16,
		[SHAPE_FCM] = B2C_4_16,
		[SHAPE_EVENTS] = 0,
	};

	return (FORESEEN[shape] & edition) != 0;
}

/* ---- What stands around the events ---- */

static bool is_one_of(const struct json *json, uint32_t name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (json_is(json, name, *names))
			return true;
	return false;
}

/* An id that becomes a column of the events need not be kept; a longer one is only here. */
static bool is_column(const struct json *json, uint32_t value)
{
	return json_kind(json, value) >= JSON_ARRAY ||
	       json_raw(json, value).length <= EVENT_ID_MAX;
}

/* The object's text without the members `dropped` and, in `attributes` and `data`,
 * without the attributes `credentials` and the one called `also` (may be NULL).
 * TEXT_NONE when memory is short. */
static struct text kept_members(const struct json *json, uint32_t node,
                                const char *const *dropped, attribute_names credentials,
                                const char *also, struct arena *arena)
{
	static const char *const CARRIERS[] = {"attributes", "data", NULL};
	char *copy = arena_alloc(arena, json_source(json, node).length), *at = copy;

	if (copy == NULL)
		return TEXT_NONE;
	*at++ = '{';
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i)) {
		struct text name = json_source(json, i), value = json_source(json, i + 1);

		if (is_one_of(json, i, dropped) && is_column(json, i + 1))
			continue;
		if (is_one_of(json, i, CARRIERS))
			value = attribute_strip(json, i + 1, credentials, also, arena);
		if (value.at == NULL)
			return TEXT_NONE;
		if (at > copy + 1)
			*at++ = ',';
		memcpy(at, name.at, name.length);
		at += name.length;
		*at++ = ':';
		memcpy(at, value.at, value.length);
		at += value.length;
	}
	*at++ = '}';
	return (struct text){copy, (size_t)(at - copy)};
}

static int check_envelope(struct callback *callback, uint32_t node, const char *path,
                          const struct event_context *context, struct arena *arena,
                          struct error *error)
{
	static const char *const EVENTS[] = {"events", NULL};
	bool remotes = callback->shape == SHAPE_REMOTES;
	struct text text = kept_members(&callback->json, node, EVENTS,
	                                context->credentials, NULL, arena);

	if (text.at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to check the envelope");
	return rules_check(remotes ? RULES_REMOTE_ENVELOPE : RULES_MONITOR_ENVELOPE,
	                   context->edition, path, text, arena, &callback->findings, error);
}

/* An envelope of one id and events, as most are, leaves nothing to check or keep. */
static bool is_bare_envelope(const struct callback *callback)
{
	const struct json *json = &callback->json;
	const char *id = callback->shape == SHAPE_REMOTES ? "callbackId" : "monitorId";
	uint32_t first = json_first(json, 0);
	uint32_t second = json_next(json, first);
	uint32_t value = json_member_of_kind(json, 0, id, JSON_STRING);

	return second < json_end(json, 0) && json_next(json, second) == json_end(json, 0) &&
	       value != JSON_ABSENT && is_column(json, value);
}

static int read_events_envelope(struct callback *callback,
                                const struct event_context *context, struct arena *arena,
                                struct error *error)
{
	static const char *const DROPPED[] = {"events", "monitorId", "callbackId", NULL};
	struct text kept;

	if (json_kind(&callback->json, 0) != JSON_OBJECT || is_bare_envelope(callback))
		return 0;
	kept = kept_members(&callback->json, 0, DROPPED, context->credentials, NULL, arena);
	if (kept.at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	if (kept.length > 2)
		callback->envelope = kept;
	return check_envelope(callback, 0, "$", context, arena, error);
}

/* All but the message itself, which is kept as an event. */
static int read_fcm_envelope(struct callback *callback, const struct event_context *context,
                             struct arena *arena, struct error *error)
{
	static const char *const NONE[] = {NULL};
	const struct json *json = &callback->json;
	uint32_t data = json_member_of_kind(json, 0, "data", JSON_OBJECT);
	bool is_mph = json_member_of_kind(json, data, "mph_message", JSON_STRING) != JSON_ABSENT;

	callback->envelope = kept_members(json, 0, NONE, context->credentials,
	                                  is_mph ? "mph_message" : "message", arena);
	if (callback->envelope.at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	return 0;
}

int envelope_read(struct callback *callback, const struct event_context *context,
                  struct arena *arena, struct error *error)
{
	if (!envelope_foreseen(callback->shape, context->edition) &&
	    finding_add(&callback->findings, arena, "$", FINDING_OTHER_ENVELOPE,
	                callback_shape_name(callback->shape),
	                strlen(callback_shape_name(callback->shape))) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to check the envelope");
	if (callback->shape == SHAPE_MONITORS || callback->shape == SHAPE_REMOTES)
		return read_events_envelope(callback, context, arena, error);
	if (callback->shape == SHAPE_FCM)
		return read_fcm_envelope(callback, context, arena, error);
	return 0;
}

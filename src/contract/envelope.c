#include "contract/envelope.h"

#include "contract/push.h"

/* Parts of one body that are put in quarantine one by one. */
#define REJECTS_MAX 1000

/* What is gathered while the body is looked through. */
struct finder {
	struct callback *callback;
	const struct callback_limits *limits;
	struct arena *arena;
	size_t place_room, reject_room, carrier_room, wrapping_room;
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

static int add_wrapping(struct finder *f, struct wrapping wrapping)
{
	struct callback *c = f->callback;
	void *wrappings = more_room(f->arena, c->wrappings, c->wrapping_count,
	                            &f->wrapping_room, sizeof *c->wrappings);

	if (wrappings == NULL || wrapping.path == NULL)
		return -1;
	c->wrappings = wrappings;
	c->wrappings[c->wrapping_count++] = wrapping;
	return 0;
}

/* NULL when memory is short. */
static const char *path_below(struct finder *f, const char *path, const char *below)
{
	return arena_format(f->arena, "%s%s", path, below);
}

/* ---- What an object is, by its members ---- */

/* The monitorEvent or remoteEvent of a message, or JSON_ABSENT. The other one may stand
 * beside it as null, as some senders write what is not there. */
static uint32_t message_content(const struct json *json, uint32_t node)
{
	uint32_t content = event_in_message(json, node, EVENT_MONITOR);

	return content != JSON_ABSENT ? content : event_in_message(json, node, EVENT_REMOTE);
}

/* A message by its members, but without an event that can be read: both may be null. */
static bool is_empty_message(const struct json *json, uint32_t node)
{
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i))
		if (json_is(json, i, "monitorEvent") || json_is(json, i, "remoteEvent"))
			return true;
	return false;
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

/* The last member of the name that is not empty, or else the last. */
static uint32_t fullest_member(const struct json *json, uint32_t node, const char *name)
{
	uint32_t found = JSON_ABSENT;

	if (json_kind(json, node) != JSON_OBJECT)
		return JSON_ABSENT;
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i))
		if (!json_is_empty(json, i + 1) && json_kind(json, i + 1) != JSON_NULL &&
		    json_is(json, i, name))
			found = i + 1;
	return found != JSON_ABSENT ? found : json_member(json, node, name);
}

static bool is_envelope(const struct json *json, uint32_t node)
{
	uint32_t events = fullest_member(json, node, "events");

	if (events == JSON_ABSENT)
		return false;
	/* A single event in place of an array of one. */
	return json_kind(json, events) == JSON_ARRAY || is_bare_event(json, events) ||
	       message_content(json, events) != JSON_ABSENT;
}

/* ---- Going through the body ---- */

/* The events of a message: mostly one, but nothing forbids both. One that is empty beside
 * the other is none. */
static int find_contents(struct finder *f, struct event_place place)
{
	const struct json *json = place.json;
	const uint32_t contents[] = {
		event_in_message(json, place.node, EVENT_MONITOR),
		event_in_message(json, place.node, EVENT_REMOTE),
	};

	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		uint32_t other = contents[1 - i];

		place.content = contents[i];
		if (place.content == JSON_ABSENT ||
		    (json_is_empty(json, place.content) && other != JSON_ABSENT &&
		     !json_is_empty(json, other)))
			continue;
		if (add_place(f, place) != 0)
			return -1;
	}
	return 0;
}

/* One of the events of an envelope. A message among them is read as one; its credential
 * is the envelope's. */
static int find_event(struct finder *f, const struct wrapping *around, uint32_t node,
                      const char *path)
{
	struct event_place place = {.json = around->json, .node = node, .content = node,
	                            .path = path, .envelope = around->node,
	                            .has_envelope = true};

	return message_content(around->json, node) != JSON_ABSENT ? find_contents(f, place)
	                                                          : add_place(f, place);
}

static int find_events(struct finder *f, const struct wrapping *around, uint32_t events)
{
	const struct json *json = around->json;
	const char *path = path_below(f, around->path, ".events[*]");
	unsigned position = 0;

	for (uint32_t i = json_first(json, events); i < json_end(json, events);
	     i = json_next(json, i), position++) {
		int result = json_kind(json, i) == JSON_OBJECT
			? find_event(f, around, i, path)
			: add_reject(f, json, i,
			             arena_format(f->arena, "%s.events[%u]", around->path, position),
			             "an event that is no JSON object");
		if (result != 0)
			return -1;
	}
	return path == NULL ? -1 : 0;
}

static int find_in_envelope(struct finder *f, const struct json *json, uint32_t node,
                            const char *path)
{
	struct callback *c = f->callback;
	uint32_t events = fullest_member(json, node, "events");
	struct wrapping around = {.json = json, .node = node, .path = path, .held = events,
	                          .first_place = c->place_count};
	size_t index = c->wrapping_count;
	int result;

	around.shape = json_member(json, node, "monitorId") == JSON_ABSENT &&
	                       json_member(json, node, "callbackId") != JSON_ABSENT
		? SHAPE_REMOTES : SHAPE_MONITORS;
	c->shape = around.shape;
	if (add_wrapping(f, around) != 0 ||
	    add_carrier(f, json, json_member(json, node, "attributes")) != 0)
		return -1;
	result = json_kind(json, events) == JSON_ARRAY
		? find_events(f, &around, events)
		: find_event(f, &around, events, path_below(f, path, ".events"));
	c->wrappings[index].end_place = c->place_count;
	return result;
}

static int find_in_message(struct finder *f, const struct json *json, uint32_t node,
                           const char *path)
{
	f->callback->shape = SHAPE_MESSAGE;
	if (add_carrier(f, json, json_member(json, node, "attributes")) != 0)
		return -1;
	return find_contents(f, (struct event_place){.json = json, .node = node, .path = path});
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

static int find_in_holder(struct finder *f, const struct json *json, uint32_t node,
                          const char *path);

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
	else if ((result = find_in_holder(f, json, node, path)) != 0)
		return result;
	else if (is_empty_message(json, node))
		result = reject_message(f, json, node, reject_path);
	else
		return 0;
	return result == 0 ? 1 : -1;
}

static int find_in_array(struct finder *f, const struct json *json, uint32_t node,
                         const char *path)
{
	const char *path_of_items = path_below(f, path, "[*]");
	unsigned position = 0, known = 0;

	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i), position++) {
		const char *place = arena_format(f->arena, "%s[%u]", path, position);
		int found = path_of_items && place
			? find_in_object(f, json, i, path_of_items, place) : -1;

		if (found < 0)
			return -1;
		known += (unsigned)found;
		if (!found && add_reject(f, json, i, place, "an item that is no message or event"))
			return -1;
	}
	if (f->callback->shape == SHAPE_MESSAGE)
		f->callback->shape = SHAPE_MESSAGES;
	return known > 0;
}

static int find_in_value(struct finder *f, const struct json *json, uint32_t node,
                         const char *path)
{
	return json_kind(json, node) == JSON_ARRAY ? find_in_array(f, json, node, path)
	                                           : find_in_object(f, json, node, path, path);
}

/* What the holder says counts for its events, from the place `first` on, that have nothing
 * nearer around them. */
static int add_holder(struct finder *f, const struct json *json, uint32_t node,
                      const char *path, uint32_t held, const char *name, size_t first)
{
	struct callback *c = f->callback;

	for (size_t i = first; i < c->place_count; i++) {
		struct event_place *place = &c->places[i];

		if (place->json == json && !place->has_envelope) {
			place->envelope = node;
			place->has_envelope = true;
		}
	}
	return add_wrapping(f, (struct wrapping){.json = json, .node = node, .path = path,
	                                         .shape = SHAPE_NONE, .held = held,
	                                         .holder = name}) == 0 ? 1 : -1;
}

/* An object around messages, such as {messages: [...]}: what else it has is kept as that of
 * an envelope is. Nothing in it is known: then it is kept as a whole, by whoever asked. */
static int find_in_holder(struct finder *f, const struct json *json, uint32_t node,
                          const char *path)
{
	static const char *const HOLDERS[] = {"messages", "message"};
	size_t rejects = f->callback->reject_count, places = f->callback->place_count;

	for (size_t i = 0; i < sizeof HOLDERS / sizeof *HOLDERS; i++) {
		uint32_t held = fullest_member(json, node, HOLDERS[i]);
		int found;

		if (held == JSON_ABSENT)
			continue;
		found = find_in_value(f, json, held, arena_format(f->arena, "%s.%s", path, HOLDERS[i]));
		if (found > 0)
			return add_holder(f, json, node, path, held, HOLDERS[i], places);
		if (found < 0)
			return -1;
		if (!f->callback->rejects_merged)
			f->callback->reject_count = rejects;
	}
	return 0;
}

/* ---- Pushes ---- */

/* The message of a push as its own JSON, or, not encoded, as a part of the body. */
static int find_in_push_message(struct finder *f, const struct json *outer, uint32_t node,
                                const char *path)
{
	struct json *inner;
	struct error ignored;
	struct text bytes;
	int found;

	if (json_kind(outer, node) == JSON_OBJECT)
		return find_in_object(f, outer, node, path, path);
	inner = arena_alloc(f->arena, sizeof *inner);
	bytes = push_decode(outer, node, f->arena);
	if (inner == NULL || path == NULL)
		return -1;
	if (bytes.at == NULL || json_read(inner, f->arena, bytes.at, bytes.length,
	                                  f->limits->depth, f->limits->nodes, &ignored) != 0)
		return 0;
	found = find_in_value(f, inner, 0, path);
	f->callback->inner = found > 0 ? inner : NULL;
	f->callback->inner_path = path;
	return found;
}

static int reject_push(struct finder *f, const struct json *json, uint32_t node,
                       const char *path)
{
	return add_reject(f, json, node, path, "an FCM object without a readable mph_message");
}

static bool is_known(const struct json *json, uint32_t node)
{
	return message_content(json, node) != JSON_ABSENT || is_envelope(json, node) ||
	       is_bare_event(json, node);
}

/* Of what is kept as a whole, or read from elsewhere. */
static void forget_rejects(struct finder *f)
{
	f->callback->reject_count = 0;
	f->callback->rejects_merged = false;
}

/* Reads the push's message where it stands: 1, or 0 when it cannot be read, or -1 without
 * memory. What has one for sure is a push. */
static int find_message(struct finder *f, struct wrapping *push, bool *is_push)
{
	int found = 0;

	for (size_t i = 0; i < PUSH_PLACES && found == 0; i++) {
		const struct push_place *place = &PUSH_PLACE[i];
		uint32_t message = push_message(push->json, push->node, place);

		if (message == JSON_ABSENT ||
		    (!place->is_sure && is_known(push->json, push->node)))
			continue;
		*is_push |= place->is_sure;
		push->held = place->is_sure ? message : push->held;
		found = find_in_push_message(f, push->json, message,
		                             path_below(f, push->path, place->path));
		if (found > 0 && !place->is_sure)
			push->held = JSON_ABSENT;
		if (found == 0)
			forget_rejects(f);
	}
	return found;
}

/* Whether the object is a push: 1, 0, or -1 without memory. */
static int find_in_push(struct finder *f, const struct json *json, uint32_t node,
                        const char *path)
{
	struct wrapping push = {.json = json, .node = node, .path = path, .shape = SHAPE_FCM};
	uint32_t data = json_member_of_kind(json, node, "data", JSON_OBJECT);
	bool is_push = false;
	int found = find_message(f, &push, &is_push);

	if (found < 0 || (found == 0 && !is_push))
		return found;
	/* The message's own attributes are not what a credential is looked for in. */
	f->callback->carrier_count = 0;
	f->callback->shape = SHAPE_FCM;
	if (add_carrier(f, json, data) != 0 || add_wrapping(f, push) != 0)
		return -1;
	return found > 0 || reject_push(f, json, node, path) == 0 ? 1 : -1;
}

/* FCM's own interface has the push in an object {message}. */
static int find_in_pushed_body(struct finder *f, const struct json *json)
{
	uint32_t message = json_member_of_kind(json, 0, "message", JSON_OBJECT);
	int found = find_in_push(f, json, 0, "$");

	if (found != 0 || message == JSON_ABSENT)
		return found;
	found = find_in_push(f, json, message, "$.message");
	if (found <= 0)
		return found;
	return add_holder(f, json, 0, "$", message, "message", 0);
}

/* Whether the body was something known: 1, 0, or -1 without memory. */
static int find_in_body(struct finder *f)
{
	const struct json *json = &f->callback->json;
	int found = json_kind(json, 0) == JSON_OBJECT ? find_in_pushed_body(f, json) : 0;

	return found != 0 ? found : find_in_value(f, json, 0, "$");
}

int envelope_find(struct callback *callback, const struct callback_limits *limits,
                  struct arena *arena, struct error *error)
{
	struct finder f = {.callback = callback, .limits = limits, .arena = arena};
	int found = find_in_body(&f);

	if (found == 0) {
		/* One copy of the whole body tells more than its parts. */
		callback->shape = SHAPE_NONE;
		forget_rejects(&f);
		found = add_reject(&f, &callback->json, 0, "$",
		                   "JSON that is none of the known envelopes");
	}
	if (found < 0)
		return error_set(error, ERROR_MEMORY, "no memory to read the body");
	return 0;
}

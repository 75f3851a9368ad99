#include "contract/wrapping.h"

#include "contract/rules.h"

/* Whether the editions foresee a shape: a B2B source gets no messages. */
static bool is_foreseen(enum callback_shape shape, enum edition edition)
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

/* ---- The text of what is left ---- */

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
static struct text kept_members(const struct wrapping *w, const char *const *dropped,
                                attribute_names credentials, const char *also,
                                struct arena *arena)
{
	static const char *const CARRIERS[] = {"attributes", "data", NULL};
	const struct json *json = w->json;
	char *copy = arena_alloc(arena, json_source(json, w->node).length), *at = copy;

	if (copy == NULL)
		return TEXT_NONE;
	*at++ = '{';
	for (uint32_t i = json_first(json, w->node); i < json_end(json, w->node);
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

/* ---- Envelopes ---- */

/* An envelope of one id and events, as most are, leaves nothing to check or keep. */
static bool is_bare(const struct wrapping *w)
{
	const struct json *json = w->json;
	const char *id = w->shape == SHAPE_REMOTES ? "callbackId" : "monitorId";
	uint32_t first = json_first(json, w->node);
	uint32_t second = json_next(json, first);
	uint32_t value = json_member_of_kind(json, w->node, id, JSON_STRING);

	return second < json_end(json, w->node) &&
	       json_next(json, second) == json_end(json, w->node) &&
	       value != JSON_ABSENT && is_column(json, value) &&
	       json_member_of_kind(json, w->node, "events", JSON_ARRAY) != JSON_ABSENT;
}

/* Of events that are a single object instead of an array. */
static int check_events(struct callback *callback, const struct wrapping *w,
                        struct arena *arena)
{
	uint32_t events = json_member(w->json, w->node, "events");
	const char *path = arena_format(arena, "%s.events", w->path);

	if (path == NULL)
		return -1;
	if (events == JSON_ABSENT || json_kind(w->json, events) == JSON_ARRAY)
		return 0;
	return finding_add(&callback->findings, arena, path, FINDING_OTHER_TYPE, NULL, 0);
}

static int check_envelope(struct callback *callback, const struct wrapping *w,
                          const struct event_context *context, struct arena *arena,
                          struct error *error)
{
	static const char *const EVENTS[] = {"events", NULL};
	struct text text = kept_members(w, EVENTS, context->credentials, NULL, arena);

	if (text.at == NULL || check_events(callback, w, arena) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to check the envelope");
	return rules_check(w->shape == SHAPE_REMOTES ? RULES_REMOTE_ENVELOPE
	                                             : RULES_MONITOR_ENVELOPE,
	                   context->edition, w->path, text, arena, &callback->findings, error);
}

/* The only envelope of a body leaves its ids to its events; of several one could not be
 * told from the other without. */
static int read_envelope(struct callback *callback, const struct wrapping *w,
                         const struct event_context *context, struct text *kept,
                         struct arena *arena, struct error *error)
{
	static const char *const IDS[] = {"events", "monitorId", "callbackId", NULL};
	static const char *const EVENTS[] = {"events", NULL};
	struct text rest;

	if (is_bare(w))
		return 0;
	rest = kept_members(w, IDS, context->credentials, NULL, arena);
	if (rest.length > 2)
		*kept = callback->wrapping_count == 1 ? rest :
			kept_members(w, EVENTS, context->credentials, NULL, arena);
	if (rest.at == NULL || (rest.length > 2 && kept->at == NULL))
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	return check_envelope(callback, w, context, arena, error);
}

/* ---- Pushes, and objects around messages ---- */

/* All but the message itself, which is kept as an event. */
static int read_push(struct callback *callback, const struct wrapping *w,
                     const struct event_context *context, struct text *kept,
                     struct arena *arena, struct error *error)
{
	static const char *const NONE[] = {NULL};

	*kept = kept_members(w, NONE, context->credentials, w->member, arena);
	if (kept->at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	return rules_check(RULES_PUSH, context->edition, w->path, *kept, arena,
	                   &callback->findings, error);
}

/* No edition puts an object around a message. */
static int read_holder(struct callback *callback, const struct wrapping *w,
                       const struct event_context *context, struct text *kept,
                       struct arena *arena, struct error *error)
{
	const char *const dropped[] = {w->member, NULL};
	const char *path = arena_format(arena, "%s.%s", w->path, w->member);
	struct text rest = kept_members(w, dropped, context->credentials, NULL, arena);

	if (path == NULL || rest.at == NULL ||
	    finding_add(&callback->findings, arena, path, FINDING_OTHER_ENVELOPE, w->member,
	                strlen(w->member)) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	if (rest.length > 2)
		*kept = rest;
	return 0;
}

/* ---- All of them ---- */

typedef int read_function(struct callback *callback, const struct wrapping *w,
                          const struct event_context *context, struct text *kept,
                          struct arena *arena, struct error *error);

static int read_each(struct callback *callback, const struct event_context *context,
                     struct text *kept, size_t *count, struct arena *arena,
                     struct error *error)
{
	static read_function *const READ[] = {
		[SHAPE_NONE] = read_holder, [SHAPE_MONITORS] = read_envelope,
		[SHAPE_REMOTES] = read_envelope, [SHAPE_FCM] = read_push,
	};

	for (size_t i = 0; i < callback->wrapping_count; i++) {
		const struct wrapping *w = &callback->wrappings[i];

		kept[*count] = TEXT_NONE;
		if (READ[w->shape](callback, w, context, &kept[*count], arena, error) != 0)
			return -1;
		*count += kept[*count].at != NULL;
	}
	return 0;
}

/* A JSON array of the texts; TEXT_NONE when memory is short. */
static struct text join(const struct text *texts, size_t count, struct arena *arena)
{
	size_t length = 1;
	char *list, *to;

	for (size_t i = 0; i < count; i++)
		length += texts[i].length + 1;
	list = to = arena_alloc(arena, length);
	if (list == NULL)
		return TEXT_NONE;
	for (size_t i = 0; i < count; i++) {
		*to++ = i == 0 ? '[' : ',';
		memcpy(to, texts[i].at, texts[i].length);
		to += texts[i].length;
	}
	*to = ']';
	return (struct text){list, length};
}

/* What is kept is an object if it stood around the whole body, else an array of those in
 * a body that is one, or of a push and what was in it. */
static int keep(struct callback *callback, const struct event_context *context,
                struct arena *arena, struct error *error)
{
	struct text *kept = arena_alloc(arena, callback->wrapping_count * sizeof *kept);
	size_t count = 0;

	if (kept == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	if (read_each(callback, context, kept, &count, arena, error) != 0)
		return -1;
	if (count == 0)
		return 0;
	callback->envelope = count == 1 && json_kind(&callback->json, 0) == JSON_OBJECT
		? kept[0] : join(kept, count, arena);
	return callback->envelope.at != NULL ? 0 :
		error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
}

int wrapping_read(struct callback *callback, const struct event_context *context,
                  struct arena *arena, struct error *error)
{
	const char *shape = callback_shape_name(callback->shape);

	if (!is_foreseen(callback->shape, context->edition) &&
	    finding_add(&callback->findings, arena, "$", FINDING_OTHER_ENVELOPE, shape,
	                strlen(shape)) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to check the envelope");
	return callback->wrapping_count == 0 ? 0 : keep(callback, context, arena, error);
}

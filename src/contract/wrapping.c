#include "contract/wrapping.h"

#include "contract/member.h"
#include "contract/push.h"
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

/* Values that need not be kept in an envelope; JSON_ABSENT stands for none. */
struct taken {
	uint32_t monitor_id, callback_id;
};

static const struct taken NOTHING = {JSON_ABSENT, JSON_ABSENT};

static bool is_left(const struct wrapping *w, const struct taken *taken, uint32_t value)
{
	return value != w->held && value != taken->monitor_id && value != taken->callback_id;
}

/* The object's text without what was read from it for events or messages and what was
 * `taken`, and without the attributes `credentials` in `attributes` and `data`. It goes by
 * the values, not their names: of two members of one name only one was read. TEXT_NONE when
 * memory is short. */
static struct text what_is_left(const struct wrapping *w, const struct taken *taken,
                                attribute_names credentials, struct arena *arena)
{
	const struct json *json = w->json;
	char *copy = arena_alloc(arena, json_source(json, w->node).length), *at = copy;

	if (copy == NULL)
		return TEXT_NONE;
	*at++ = '{';
	for (uint32_t i = json_first(json, w->node); i < json_end(json, w->node);
	     i = json_next(json, i)) {
		struct text name = json_source(json, i), value = json_source(json, i + 1);

		if (!is_left(w, taken, i + 1))
			continue;
		if (json_is(json, i, "attributes") || json_is(json, i, "data"))
			value = attribute_strip(json, i + 1, credentials, w->held, arena);
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

/* ---- What is odd about it ---- */

static int report_node(struct callback *callback, const struct wrapping *w, uint32_t node,
                       struct arena *arena)
{
	const struct json_node *n = &w->json->nodes[node];
	struct members members;
	const char *path;

	if (n->kind == JSON_OBJECT)
		return members_sort(&members, w->json, node, NULL, arena) != 0 ? -1 :
			members_report_repeated(&members, w->json, w->node, w->path,
			                        &callback->findings, arena);
	if (n->kind != JSON_STRING || !n->odd)
		return 0;
	path = json_path(w->json, w->node, node, w->path, arena);
	return path == NULL ? -1 :
		finding_add(&callback->findings, arena, path, FINDING_ODD_TEXT, NULL, 0);
}

/* Repeated members and odd texts. What is held tells of its own. */
static int report_oddities(struct callback *callback, const struct wrapping *w,
                           struct arena *arena)
{
	uint32_t i = w->node;

	while (i < json_end(w->json, w->node) && !findings_full(&callback->findings)) {
		if (i != w->held || w->held == JSON_ABSENT) {
			if (report_node(callback, w, i, arena) != 0)
				return -1;
			i++;
		} else {
			i = w->json->nodes[i].next;
		}
	}
	return 0;
}

/* ---- Envelopes ---- */

/* The value of the envelope's id when each of its events, and there is one, has it in its
 * own column; else JSON_ABSENT: then it is kept nowhere but here. The callback's id is part
 * of the identity of an event without another id, which is verified by what is kept. */
static uint32_t id_of_events(const struct callback *callback, const struct wrapping *w,
                             bool is_monitor)
{
	uint32_t id = json_member(w->json, w->node, is_monitor ? "monitorId" : "callbackId");

	if (id == JSON_ABSENT || w->first_place == w->end_place)
		return JSON_ABSENT;
	for (size_t i = w->first_place; i < w->end_place; i++) {
		const struct event *event = &callback->events[i];
		struct text text = is_monitor ? event->monitor_id : event->callback_id;
		bool is_nobodys = event->monitor_id.at == NULL && event->action_id.at == NULL;

		if (is_nobodys || text.at == NULL || !json_is_text(w->json, id, text))
			return JSON_ABSENT;
	}
	return id;
}

/* An envelope of one id and events, as most are, leaves nothing to check or keep. */
static bool is_bare(const struct wrapping *w, const struct taken *taken)
{
	const struct json *json = w->json;
	uint32_t first = json_first(json, w->node), second = json_next(json, first);
	uint32_t id = w->shape == SHAPE_REMOTES ? taken->callback_id : taken->monitor_id;

	return id != JSON_ABSENT && json_kind(json, id) == JSON_STRING &&
	       json_kind(json, w->held) == JSON_ARRAY &&
	       json_next(json, second) == json_end(json, w->node);
}

static int add_finding(struct callback *callback, const struct wrapping *w,
                       const char *member, enum finding_problem problem, struct arena *arena)
{
	const char *path = arena_format(arena, "%s.%s", w->path, member);

	return path == NULL ? -1
		: finding_add(&callback->findings, arena, path, problem, NULL, 0);
}

/* Of events that are a single object instead of an array. */
static int check_events(struct callback *callback, const struct wrapping *w,
                        struct arena *arena)
{
	return json_kind(w->json, w->held) == JSON_ARRAY ? 0
		: add_finding(callback, w, "events", FINDING_OTHER_TYPE, arena);
}

static int check_envelope(struct callback *callback, const struct wrapping *w,
                          const struct event_context *context, struct arena *arena,
                          struct error *error)
{
	struct text text = what_is_left(w, &NOTHING, context->credentials, arena);

	if (text.at == NULL || check_events(callback, w, arena) != 0 ||
	    report_oddities(callback, w, arena) != 0)
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
	const struct taken ids = {
		.monitor_id = id_of_events(callback, w, true),
		.callback_id = id_of_events(callback, w, false),
	};
	struct text rest;

	if (is_bare(w, &ids))
		return 0;
	rest = what_is_left(w, &ids, context->credentials, arena);
	if (rest.length > 2)
		*kept = callback->wrapping_count == 1 ? rest :
			what_is_left(w, &NOTHING, context->credentials, arena);
	if (rest.at == NULL || (rest.length > 2 && kept->at == NULL))
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	return check_envelope(callback, w, context, arena, error);
}

/* ---- Pushes, and objects around messages ---- */

/* A message in the other of the two places, which was not read. */
static int report_other_message(struct callback *callback, const struct wrapping *w,
                                struct arena *arena)
{
	for (size_t i = 0; i < PUSH_PLACES; i++) {
		const struct push_place *place = &PUSH_PLACE[i];
		uint32_t message = push_message(w->json, w->node, place);

		if (place->is_sure && message != JSON_ABSENT && message != w->held &&
		    push_is_message(w->json, message, arena) &&
		    add_finding(callback, w, place->path + 1, FINDING_OTHER_ENVELOPE, arena) != 0)
			return -1;
	}
	return 0;
}

/* All but the message itself, which is kept as an event. */
static int read_push(struct callback *callback, const struct wrapping *w,
                     const struct event_context *context, struct text *kept,
                     struct arena *arena, struct error *error)
{
	*kept = what_is_left(w, &NOTHING, context->credentials, arena);
	if (kept->at == NULL || report_oddities(callback, w, arena) != 0 ||
	    report_other_message(callback, w, arena) != 0)
		return error_set(error, ERROR_MEMORY, "no memory to keep the envelope");
	return rules_check(RULES_PUSH, context->edition, w->path, *kept, arena,
	                   &callback->findings, error);
}

/* Messages where only one of two places was read. */
static int report_unread(struct callback *callback, const struct wrapping *w,
                         struct arena *arena)
{
	const char *other = strcmp(w->holder, "message") == 0 ? "messages" : "message";

	if (json_member(w->json, w->node, other) == JSON_ABSENT)
		return 0;
	return add_finding(callback, w, other, FINDING_UNKNOWN_MEMBER, arena);
}

/* No edition puts an object around a message. */
static int read_holder(struct callback *callback, const struct wrapping *w,
                       const struct event_context *context, struct text *kept,
                       struct arena *arena, struct error *error)
{
	const char *path = arena_format(arena, "%s.%s", w->path, w->holder);
	struct text rest = what_is_left(w, &NOTHING, context->credentials, arena);

	if (path == NULL || rest.at == NULL || report_oddities(callback, w, arena) != 0 ||
	    report_unread(callback, w, arena) != 0 ||
	    finding_add(&callback->findings, arena, path, FINDING_OTHER_ENVELOPE, w->holder,
	                strlen(w->holder)) != 0)
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

#include "contract/callback.h"

#include "contract/envelope.h"
#include "contract/wrapping.h"

/* A body with this many findings tells nothing new about the contract: the rest of its
 * events are kept without being checked. */
#define CALLBACK_FINDINGS_MAX 5000

const char *callback_shape_name(enum callback_shape shape)
{
	static const char *const NAMES[] = {
		[SHAPE_NONE] = "none",         [SHAPE_MONITORS] = "monitors",
		[SHAPE_REMOTES] = "remotes",   [SHAPE_MESSAGE] = "message",
		[SHAPE_MESSAGES] = "messages", [SHAPE_FCM] = "fcm",
		[SHAPE_EVENTS] = "events",
	};

	return NAMES[shape];
}

int callback_open(struct callback *callback, struct text body,
                  const struct callback_limits *limits, struct arena *arena,
                  struct error *error)
{
	*callback = (struct callback){.shape = SHAPE_NONE};
	if (json_read(&callback->json, arena, body.at, body.length, limits->depth,
	              limits->nodes, error) != 0)
		return -1;
	return envelope_find(callback, limits, arena, error);
}

struct text callback_attribute(const struct callback *callback, size_t i, const char *name,
                               struct arena *arena)
{
	const struct carrier *carrier = &callback->carriers[i];

	return attribute_find(carrier->json, carrier->attributes, name, arena);
}

/* What the envelope of the event at `place` says, unless it is that of the event before. */
static int read_outside(struct callback *callback, const struct event_place *place,
                        const struct event_place *before, struct event_context *context,
                        struct event_outside *outside, struct arena *arena,
                        struct error *error)
{
	const char *root = place->json == &callback->json ? "$" : callback->inner_path;

	context->outside = place->has_envelope ? outside : NULL;
	if (!place->has_envelope ||
	    (before != NULL && before->has_envelope && before->envelope == place->envelope &&
	     before->json == place->json))
		return 0;
	return event_outside_read(outside, place->json, place->envelope, root, context,
	                          &callback->findings, arena, error);
}

static int read_all(struct callback *callback, struct event_context *context,
                    struct arena *scratch, struct arena *arena, struct error *error)
{
	const struct event_place *before = NULL;
	struct event_outside outside;
	unsigned findings = 0;

	for (size_t i = 0; i < callback->place_count; i++) {
		const struct event_place *place = &callback->places[i];

		if (read_outside(callback, place, before, context, &outside, arena, error) != 0 ||
		    event_read(&callback->events[i], place, context, scratch, arena, error) != 0)
			return -1;
		arena_reset(scratch);
		findings += callback->events[i].findings.count;
		context->unchecked |= findings >= CALLBACK_FINDINGS_MAX;
		before = place;
	}
	return 0;
}

/* The headers registered for a push stand in its data (contract section 7): so does the VIN
 * that a header would carry, by the attribute's own name or as vin; or that is beside the
 * data. */
static struct text pushed_vin(const struct callback *callback, const char *attribute,
                              struct arena *arena)
{
	const struct carrier *data = callback->carriers;
	const struct wrapping *push = callback->wrappings;
	struct text vins[3] = {
		attribute_find_told(data->json, data->attributes, attribute, arena),
		attribute_find_told(data->json, data->attributes, "vin", arena),
	};
	uint32_t beside;

	while (push->shape != SHAPE_FCM)
		push++;
	beside = json_member(push->json, push->node, "vin");
	vins[2] = beside == JSON_ABSENT ? TEXT_NONE : json_string(push->json, beside, arena, '?');
	for (size_t i = 0; i < sizeof vins / sizeof *vins; i++)
		if (attribute_is_told(vins[i]))
			return vins[i];
	return TEXT_NONE;
}

/* A VIN of header or query, or of a push's data, that is too long for a column is
 * nobody's. */
static int check_vin(struct callback *callback, struct event_context *context,
                     struct arena *arena, struct error *error)
{
	struct text vin = context->vin;

	if (vin.length <= EVENT_ID_MAX)
		return 0;
	context->vin = TEXT_NONE;
	return finding_add(&callback->findings, arena, "$", FINDING_TOO_LONG, vin.at,
	                   vin.length) == 0
	       ? 0 : error_set(error, ERROR_MEMORY, "no memory for the events");
}

int callback_read_events(struct callback *callback, const struct event_context *context,
                         struct arena *arena, struct error *error)
{
	struct event_context now = *context;
	struct arena scratch = ARENA_EMPTY;
	struct text pushed = TEXT_NONE;
	int result;

	callback->events = arena_alloc(arena, callback->place_count * sizeof *callback->events);
	if (callback->events == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the events");
	if (callback->shape == SHAPE_FCM)
		pushed = pushed_vin(callback, context->vin_attribute, arena);
	if (pushed.at != NULL)
		now.vin = pushed;
	if (check_vin(callback, &now, arena, error) != 0)
		return -1;
	result = read_all(callback, &now, &scratch, arena, error);
	arena_free(&scratch);
	if (result == 0 && now.unchecked)
		result = finding_add(&callback->findings, arena, "$", FINDING_TOO_LARGE, NULL, 0);
	return result != 0 ? -1 : wrapping_read(callback, context, arena, error);
}

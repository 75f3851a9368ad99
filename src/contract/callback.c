#include "contract/callback.h"

#include "contract/envelope.h"

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

int callback_read_events(struct callback *callback, const struct event_context *context,
                         struct arena *arena, struct error *error)
{
	struct event_context now = *context;
	struct arena scratch = ARENA_EMPTY;
	unsigned findings = 0;
	int result = 0;

	callback->events = arena_alloc(arena, callback->place_count * sizeof *callback->events);
	if (callback->events == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the events");
	for (size_t i = 0; result == 0 && i < callback->place_count; i++) {
		result = event_read(&callback->events[i], &callback->places[i], &now, &scratch,
		                    arena, error);
		arena_reset(&scratch);
		findings += callback->events[i].findings.count;
		now.unchecked |= findings >= CALLBACK_FINDINGS_MAX;
	}
	arena_free(&scratch);
	if (result == 0 && now.unchecked)
		result = finding_add(&callback->findings, arena, "$", FINDING_TOO_LARGE, NULL, 0);
	return result != 0 ? -1 : envelope_read(callback, context, arena, error);
}

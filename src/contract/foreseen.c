#include "contract/foreseen.h"

#include "contract/event.h"
#include "contract/rules.h"

/* The bounds of this program: the event was once read within the receiver's. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

/* What is behind `prefix`, when the path begins with it and a step ends there. */
static const char *behind(const char *path, const char *prefix)
{
	size_t length = strlen(prefix);

	if (strncmp(path, prefix, length) != 0)
		return NULL;
	path += length;
	return *path == '.' || *path == '[' || *path == '\0' ? path : NULL;
}

/* The path was one of the body; behind where the event stood it is one of the event. */
static const char *path_in_event(const char *path)
{
	static const char *const PLACES[] = {
		"$.data.mph_message.events[*]", "$.data.mph_message", "$.data.message",
		"$.notification.body", "$.messages[*]", "$.message", "$[*].events[*]", "$[*]",
		"$.events[*]", "$.events", "$",
	};

	for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
		const char *rest = behind(path, PLACES[i]);

		if (rest != NULL)
			return rest;
	}
	return path;
}

/* The event of the message that the path leads into, else the one it has; JSON_ABSENT, the
 * root, when it is no message. */
static uint32_t message_content(const struct json *json, const char *path)
{
	bool is_remote = behind(path_in_event(path), ".remoteEvent") != NULL;
	uint32_t remote = event_in_message(json, 0, EVENT_REMOTE);
	uint32_t monitor = event_in_message(json, 0, EVENT_MONITOR);

	return remote != JSON_ABSENT && (is_remote || monitor == JSON_ABSENT) ? remote : monitor;
}

/* What of the event the rules are asked about, from which root. */
struct subject {
	enum rules_root root;
	struct text json;
	const char *path;    /* of the finding, in there */
};

/* Within a message the event alone, which all editions know; else the whole. */
static struct subject find_subject(const struct event_place *place, const char *path)
{
	enum event_kind kind = event_kind_at(place, NULL);
	const char *in_event = path_in_event(path), *inside = in_event;

	if (place->content != place->node)
		inside = behind(in_event, kind == EVENT_REMOTE ? ".remoteEvent" : ".monitorEvent");
	if (inside == NULL || *inside == '\0')
		return (struct subject){RULES_MESSAGE, json_source(place->json, place->node),
		                        in_event};
	return (struct subject){
		kind == EVENT_REMOTE ? RULES_REMOTE_EVENT : RULES_MONITOR_EVENT,
		json_source(place->json, place->content), inside};
}

static int ask_editions(const struct subject *subject, struct finding about,
                        struct arena *arena, unsigned *editions, struct error *error)
{
	about.path = arena_format(arena, "$%s", subject->path);
	if (about.path == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to ask the editions");
	for (int i = 0; i < EDITION_COUNT; i++) {
		bool foreseen;

		if (rules_foresee(subject->root, edition_at(i), subject->json, &about, arena,
		                  &foreseen, error) != 0)
			return -1;
		*editions |= foreseen ? edition_at(i) : 0;
	}
	return 0;
}

int foreseen_by(struct text text, const struct finding *about, struct arena *arena,
                unsigned *editions, struct error *error)
{
	struct json json;
	struct event_place place = {.json = &json, .path = "$"};
	struct subject subject;

	*editions = 0;
	if (json_read(&json, arena, text.at, text.length, DEPTH_MAX, NODES_MAX, error) != 0)
		return -1;
	place.content = message_content(&json, about->path);
	subject = find_subject(&place, about->path);
	return ask_editions(&subject, *about, arena, editions, error);
}

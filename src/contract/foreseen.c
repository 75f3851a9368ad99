#include "contract/foreseen.h"

#include "contract/event.h"
#include "contract/facts.h"

/* The bounds of this program: the event was once read within the receiver's. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

/* The path stood in a body: it ends as the path in the event alone does. */
static bool ends_with(const char *path, const char *end)
{
	size_t length = strlen(path), tail = strlen(end);

	return length >= tail && strcmp(path + length - tail, end) == 0;
}

static bool has_finding(const struct findings *findings, const char *path,
                        const char *problem)
{
	for (const struct finding *f = findings->first; f != NULL; f = f->next)
		if (strcmp(finding_problem_text(f->problem), problem) == 0 &&
		    ends_with(path, f->path + 1))
			return true;
	return false;
}

int foreseen_by(struct text text, const char *path, const char *problem,
                struct arena *arena, unsigned *editions, struct error *error)
{
	/* Nothing is stripped any more, and nobody asks whose event it is. */
	static const char *const NO_NAMES[] = {NULL};
	struct json json;
	struct facts facts;
	struct event_place place = {.json = &json, .path = "$"};

	*editions = 0;
	if (json_read(&json, arena, text.at, text.length, DEPTH_MAX, NODES_MAX, error) != 0 ||
	    facts_from(&facts, &json, &place.content, arena, error) != 0)
		return -1;
	for (int i = 0; i < EDITION_COUNT; i++) {
		struct event_context context = {.edition = edition_at(i), .credentials = NO_NAMES,
		                                .vin_attribute = ""};
		struct arena scratch = ARENA_EMPTY;
		struct event event;
		int result = event_read(&event, &place, &context, &scratch, arena, error);

		arena_free(&scratch);
		if (result != 0)
			return -1;
		if (!has_finding(&event.findings, path, problem))
			*editions |= edition_at(i);
	}
	return 0;
}

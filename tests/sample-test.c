/* What the simulator makes up is what the vendor's contract foresees: every edition and
 * kind is read as the receiver reads it, and nothing is found in it. */
#include "contract/sample.h"

#include <stdlib.h>

#include "contract/callback.h"
#include "contract/facts.h"
#include "tap.h"

/* Enough that each monitor and each end of a remote action comes up. */
#define EVENTS 240

static const struct callback_limits LIMITS = {.depth = 32, .nodes = 100000};

static const struct sample_attribute ATTRIBUTES[] = {
	{"secret", "in \"quotes\""}, {"fleet", "\303\251lectrique"},
};

static struct sample new_sample(enum edition edition, enum sample_kind kind)
{
	return (struct sample){
		.edition = edition, .kind = kind, .seed = 7, .vehicles = 5,
		.start_ms = INT64_C(1709251200000), .attributes = ATTRIBUTES,
		.attribute_count = sizeof ATTRIBUTES / sizeof *ATTRIBUTES,
	};
}

/* ---- Each edition and kind ---- */

static enum callback_shape shape_of(const struct sample *sample, unsigned count)
{
	if (sample->kind == SAMPLE_FCM)
		return SHAPE_FCM;
	if (sample->edition == B2C_4_16)
		return sample->kind == SAMPLE_ARRAY || count > 1 ? SHAPE_MESSAGES : SHAPE_MESSAGE;
	return sample->kind == SAMPLE_REMOTE ? SHAPE_REMOTES : SHAPE_MONITORS;
}

/* What was read of one edition and kind. */
static struct {
	char wrong[256];             /* the first thing that is; "" when nothing is */
	unsigned events, remotes, reminders;
	unsigned char digests[EVENTS][IDENTITY_SIZE];
} seen;

static void note(const char *what, const char *path, const char *value)
{
	if (seen.wrong[0] == '\0')
		snprintf(seen.wrong, sizeof seen.wrong, "%s %s %s", what, path, value);
}

static void note_findings(const struct findings *findings)
{
	const struct finding *first = findings->first;

	if (first != NULL)
		note(finding_problem_text(first->problem), first->path, first->value);
}

static void see_event(const struct event *event)
{
	const struct text id = event->kind == EVENT_REMOTE ? event->action_id
	                                                   : event->monitor_id;

	note_findings(&event->findings);
	if (!event->dated)
		note("no date in", "event", "");
	if (event->vin.length != 17)
		note("no VIN in", "event", "");
	if (id.length != 42)
		note("no id of 42 characters in", "event", "");
	if (seen.events < EVENTS)
		memcpy(seen.digests[seen.events], event->digest, IDENTITY_SIZE);
	seen.events++;
	seen.remotes += event->kind == EVENT_REMOTE;
	seen.reminders += event->refresh == 1;
}

static void see_callback(const struct callback *callback, const struct sample *sample,
                         unsigned count, struct arena *arena)
{
	if (callback->shape != shape_of(sample, count) || callback->place_count != count ||
	    callback->reject_count != 0)
		note("another shape:", callback_shape_name(callback->shape), "");
	if (callback->carrier_count == 0)
		note("no attributes in", "body", "");
	for (size_t i = 0; i < callback->carrier_count; i++)
		if (!text_is(callback_attribute(callback, i, "secret", arena), "in \"quotes\""))
			note("no attribute in", "body", "secret");
	note_findings(&callback->findings);
	for (size_t i = 0; i < callback->place_count; i++)
		see_event(&callback->events[i]);
}

static void see_body(const struct sample *sample, uint64_t first, unsigned count)
{
	static const char *const NO_CREDENTIALS[] = {NULL};
	const struct event_context context = {
		.edition = sample->edition, .credentials = NO_CREDENTIALS,
		.vin_attribute = "vin",
	};
	struct arena arena = ARENA_EMPTY;
	struct callback callback;
	struct error error = {.text = "no error"};
	struct text body;

	if (sample_body(sample, first, count, &arena, &body, &error) != 0 ||
	    callback_open(&callback, body, &LIMITS, &arena, &error) != 0 ||
	    callback_read_events(&callback, &context, &arena, &error) != 0)
		note("not read:", error.text, "");
	else
		see_callback(&callback, sample, count, &arena);
	arena_free(&arena);
}

static int compare_digests(const void *a, const void *b)
{
	return memcmp(a, b, IDENTITY_SIZE);
}

static int all_differ(void)
{
	qsort(seen.digests, EVENTS, IDENTITY_SIZE, compare_digests);
	for (size_t i = 1; i < EVENTS; i++)
		if (memcmp(seen.digests[i - 1], seen.digests[i], IDENTITY_SIZE) == 0)
			return 0;
	return 1;
}

/* Remote events among all: none, all, or (messages) some. */
static int has_its_share_of_remotes(enum sample_kind kind)
{
	if (kind == SAMPLE_MONITOR || kind == SAMPLE_REMOTE)
		return seen.remotes == (kind == SAMPLE_REMOTE ? EVENTS : 0);
	return seen.remotes > 0 && seen.remotes < EVENTS;
}

static void try_kind(enum edition edition, enum sample_kind kind, unsigned batch,
                     bool refresh)
{
	struct sample sample = new_sample(edition, kind);
	char what[96];

	sample.refresh = refresh;
	memset(&seen, 0, sizeof seen);
	for (uint64_t first = 0; first < EVENTS; first += batch)
		see_body(&sample, first, batch);
	snprintf(what, sizeof what, "%s %s by %u%s", edition_name(edition),
	         sample_kind_name(kind), batch, refresh ? ", reminders" : "");
	same(seen.wrong, "", what);
	ok(seen.events == EVENTS && all_differ(), "all are there, and no two are one");
	ok(has_its_share_of_remotes(kind), "monitors and remotes as the kind says");
	ok(seen.reminders == (refresh ? EVENTS - seen.remotes : 0), "reminders as asked for");
}

static void try_every_kind(void)
{
	for (int e = 0; e < EDITION_COUNT; e++) {
		enum edition edition = edition_at(e);

		ok(sample_has_kind(edition, sample_default_kind(edition)), "a kind by default");
		for (enum sample_kind kind = 0; kind < SAMPLE_KIND_COUNT; kind++) {
			if (!sample_has_kind(edition, kind))
				continue;
			try_kind(edition, kind, 1, false);
			try_kind(edition, kind, 1, true);
			if (sample_body_events_max(kind) > 1)
				try_kind(edition, kind, 40, false);
		}
	}
}

/* ---- The same and other ---- */

static const char *body_of(const struct sample *sample, uint64_t first,
                           struct arena *arena)
{
	struct text body;

	return sample_body(sample, first, 1, arena, &body, NULL) == 0 ? body.at : "no memory";
}

static void try_seeds(void)
{
	struct sample sample = new_sample(B2B_3_18, SAMPLE_MONITOR), other = sample;
	struct arena arena = ARENA_EMPTY;
	const char *first = body_of(&sample, 3, &arena);

	same(body_of(&sample, 3, &arena), first, "the same seed gives the same event");
	other.seed++;
	ok(strcmp(body_of(&other, 3, &arena), first) != 0, "another seed another event");
	ok(strcmp(body_of(&sample, 4, &arena), first) != 0, "another number another event");
	ok(strstr(first, "\"VF3SAMPLE00000004\"") != NULL, "event 3 is the 4th vehicle's");
	ok(strstr(body_of(&other, 3, &arena), "\"VF3SAMPLE00000004\"") != NULL,
	   "whatever the seed");
	arena_free(&arena);
}

/* ---- A remote action's story ---- */

/* Event `number` as "Pending Accepted", and the id of its action. */
static void read_step(const struct sample *sample, uint64_t number, char step[64],
                      char id[64], struct arena *arena)
{
	struct callback callback;
	struct facts facts = {0};
	struct error error;
	struct text body, event;

	snprintf(step, 64, "not read");
	if (sample_body(sample, number, 1, arena, &body, &error) != 0 ||
	    callback_open(&callback, body, &LIMITS, arena, &error) != 0)
		return;
	event = json_source(&callback.json, callback.places[0].node);
	if (facts_read(&facts, event, EVENT_REMOTE, LIMITS.depth, LIMITS.nodes, arena,
	               &error) != 0)
		return;
	snprintf(step, 64, "%.*s %.*s", (int)facts.step.type.length, facts.step.type.at,
	         (int)facts.step.status.length, facts.step.status.at);
	event = json_string(&callback.json,
	                    json_member(&callback.json, callback.places[0].node,
	                                "remoteActionId"), arena, '?');
	snprintf(id, 64, "%.*s", (int)event.length, event.at);
}

static void try_story(void)
{
	static const char *const PENDING[] = {
		"Pending Accepted", "Pending WakingUpVehicle", "Pending SentToVehicle",
	};
	struct sample sample = new_sample(B2B_3_18, SAMPLE_REMOTE);
	char step[64] = "", id[64] = "", first_id[64] = "", next_id[64] = "";
	struct arena arena = ARENA_EMPTY;

	for (uint64_t i = 0; i < SAMPLE_ACTION_STEPS - 1; i++) {
		read_step(&sample, i, step, i == 0 ? first_id : id, &arena);
		same(step, PENDING[i], "an action begins pending");
	}
	read_step(&sample, SAMPLE_ACTION_STEPS - 1, step, id, &arena);
	ok(strncmp(step, "Done ", 5) == 0, "and ends done");
	same(id, first_id, "the steps are of one action");
	read_step(&sample, SAMPLE_ACTION_STEPS, step, next_id, &arena);
	same(step, PENDING[0], "then the next begins");
	ok(strcmp(first_id, next_id) != 0, "under another id");
	arena_free(&arena);
}

int main(void)
{
	try_every_kind();
	try_seeds();
	try_story();
	return tap_done();
}

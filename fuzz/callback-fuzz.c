/* callback-fuzz.c: any bytes as the body of a callback. The first byte chooses the
 * edition.
 *
 * Covers contract/: JSON, envelopes (FCM's base64 too), rules, identities, attributes,
 * and the reading of facts from what would be stored. Claims of a body that is taken:
 *
 *   - what is kept of it (events, envelope, rejected parts) is JSON again
 *   - the facts can be read from each event
 *   - no registered credential is left among the attributes of a message
 *   - no value of the body is lost, but for registered credentials
 *   - the same bytes with white space around them have the same identities
 *   - a message sent by itself has the identity it had in an array, unless something
 *     stood around that counts for it */
#include <sodium.h>

#include "contract/callback.h"
#include "contract/facts.h"
#include "require.h"

static const struct callback_limits LIMITS = {DEPTH, NODES};
static const char *const CREDENTIALS[] = {"authorization", "x-api-key", NULL};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	require(sodium_init() >= 0);
	return 0;
}

static struct event_context context_of(uint8_t choice)
{
	return (struct event_context){
		.edition = edition_at(choice % EDITION_COUNT), .credentials = CREDENTIALS,
		.vin_attribute = "vin", .vin = TEXT_NONE,
	};
}

/* Reads `body`; false if it is no callback. */
static bool read_body(struct callback *callback, struct text body,
                      const struct event_context *context, struct arena *arena)
{
	struct error error = {.code = ERROR_NONE};

	if (callback_open(callback, body, &LIMITS, arena, &error) != 0) {
		require(error.code == ERROR_NOT_JSON || error.code == ERROR_LIMIT);
		require(error.text[0] != '\0');
		return false;
	}
	require(callback_read_events(callback, context, arena, &error) == 0);
	return true;
}

/* ---- Claims ---- */

static void check_facts(const struct event *event, struct arena *arena)
{
	struct facts facts;
	struct error error;

	require(facts_read(&facts, event->json, event->kind, DEPTH, NODES, arena, &error) == 0);
}

static void check_what_is_kept(const struct callback *callback, struct arena *arena)
{
	for (size_t i = 0; i < callback->place_count; i++) {
		require(is_json(callback->events[i].json, arena));
		check_facts(&callback->events[i], arena);
	}
	for (size_t i = 0; i < callback->reject_count; i++) {
		require(callback->rejects[i].path[0] == '$');
		require(is_json(callback->rejects[i].bytes, arena));
	}
	require(callback->envelope.at == NULL || is_json(callback->envelope, arena));
}

/* The identities of two readings, event by event. */
static void check_same_events(const struct callback *a, const struct callback *b)
{
	require(a->place_count == b->place_count);
	require(a->reject_count == b->reject_count);
	for (size_t i = 0; i < a->place_count; i++)
		require(memcmp(a->events[i].digest, b->events[i].digest, IDENTITY_SIZE) == 0);
}

static void check_white_space(const struct callback *callback, struct text body,
                              const struct event_context *context, struct arena *arena)
{
	char *copy = malloc(body.length + 4);
	struct callback again;

	require(copy != NULL);
	/* A byte order mark must stay in front. */
	memcpy(copy, body.at, body.length);
	memcpy(copy + body.length, " \t\r\n", 4);
	require(read_body(&again, (struct text){copy, body.length + 4}, context, arena));
	check_same_events(callback, &again);
	free(copy);
}

static void check_stripped(const struct callback *message, struct arena *arena)
{
	for (size_t i = 0; i < message->carrier_count; i++)
		for (const char *const *name = CREDENTIALS; *name != NULL; name++)
			require(callback_attribute(message, i, *name, arena).at == NULL);
}

/* ---- Nothing is lost ---- */

static void mark(bool *found, const struct json *json, struct text bytes)
{
	for (uint32_t i = 0; i < json->count; i++) {
		struct text source = json_source(json, i);

		found[i] |= source.at >= bytes.at && source.at + source.length <= bytes.at + bytes.length;
	}
}

/* The text that was decoded is not kept, but what it says; an id may be a column. */
static bool is_read(const struct callback *callback, const struct json *json, uint32_t node)
{
	for (size_t i = 0; i < callback->wrapping_count; i++)
		if (callback->wrappings[i].json == json && callback->wrappings[i].held == node)
			return true;
	for (size_t i = 0; i < callback->place_count; i++) {
		const struct event *event = &callback->events[i];

		if ((event->monitor_id.at != NULL && json_is_text(json, node, event->monitor_id)) ||
		    (event->callback_id.at != NULL && json_is_text(json, node, event->callback_id)))
			return true;
	}
	return false;
}

static bool is_around(const struct callback *callback, const struct json *json, uint32_t node)
{
	struct text source = json_source(json, node), around = callback->envelope;

	return around.at != NULL &&
	       memmem(around.at, around.length, source.at, source.length) != NULL;
}

static void check_values(const struct callback *callback, const struct json *json)
{
	bool *found = calloc(json->count, sizeof *found);

	require(found != NULL);
	for (size_t i = 0; i < callback->place_count; i++)
		if (callback->places[i].json == json)
			mark(found, json, json_source(json, callback->places[i].node));
	for (size_t i = 0; i < callback->reject_count; i++)
		mark(found, json, callback->rejects[i].bytes);
	for (uint32_t i = 0; i < json->count; i++)
		require(found[i] || json->nodes[i].is_name || json_kind(json, i) >= JSON_ARRAY ||
		        is_read(callback, json, i) || is_around(callback, json, i));
	free(found);
}

/* Without credentials, as each of these may be left out. */
static void check_nothing_is_lost(struct text body, const struct event_context *context,
                                  struct arena *arena)
{
	static const char *const NO_CREDENTIALS[] = {NULL};
	struct event_context without = *context;
	struct callback callback;

	without.credentials = NO_CREDENTIALS;
	require(read_body(&callback, body, &without, arena));
	check_values(&callback, &callback.json);
	if (callback.inner != NULL)
		check_values(&callback, callback.inner);
}

/* ---- Messages ---- */

/* A retry brings the messages of an array one by one, or the other way about. */
static void check_single_messages(const struct callback *callback,
                                  const struct event_context *context,
                                  struct arena *arena)
{
	for (size_t i = 0; i < callback->place_count; i++) {
		struct callback single;

		if (callback->places[i].has_envelope)
			continue;
		require(read_body(&single, callback->events[i].json, context, arena));
		require(single.place_count == 1 && single.reject_count == 0);
		require(memcmp(single.events[0].digest, callback->events[i].digest,
		               IDENTITY_SIZE) == 0);
		check_stripped(&single, arena);
	}
}

static bool is_of_messages(const struct callback *callback)
{
	return callback->shape == SHAPE_MESSAGE || callback->shape == SHAPE_MESSAGES;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct event_context context = context_of(size > 0 ? data[0] : 0);
	struct text body = {(const char *)data + (size > 0), size > 0 ? size - 1 : 0};
	struct callback callback;

	if (size > 0 && read_body(&callback, body, &context, &arena)) {
		check_what_is_kept(&callback, &arena);
		check_white_space(&callback, body, &context, &arena);
		check_nothing_is_lost(body, &context, &arena);
		if (is_of_messages(&callback))
			check_single_messages(&callback, &context, &arena);
	}
	arena_free(&arena);
	return 0;
}

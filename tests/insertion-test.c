/* insertion-test: a member more, anywhere in a body. One that is null changes nothing of what
 * is read; one with a value is kept, whatever it is called and whatever it hides.
 *
 * usage: insertion-test FILE...: whole bodies; without files, those below
 * $srcdir/tests/samples/valid. Of all objects, names and values one in STRIDE is tried. */
#include <fnmatch.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdlib.h>

#include <sodium.h>

#include "contract/callback.h"
#include "contract/facts.h"
#include "contract/typed.h"
#include "tap.h"

#define STRIDE   11
#define BODY_MAX (16 * 1024)
#define MARK     "kept-for-sure"

static const char *const NAMES[] = {
	"monitorId", "callbackId", "remoteActionId", "fleetId", "vin", "events", "attributes",
	"messages", "message", "data", "mph_message", "notification", "monitorEvent",
	"remoteEvent", "values", "extensions", "refresh", "eventStatus", "remoteType", "eventDate",
	"date", "type", "status", "failureCause", "feedbackDetail", "RemoteDone", "RemotePending",
	"RemoteDoneEventStatus", "literalValue", "stringValue", "objectValue", "objectValues",
	"value", "previous", "key", "body", "position", "lastPosition", "telemetry", "alerts",
	"trips", "createdAt", "updatedAt", "geometry", "properties", "channelId", "odometer",
	"mileage", "energies", "level", "x",
};
#define NAME_COUNT (sizeof NAMES / sizeof *NAMES)

static const char *const VALUES[] = {
	"null", "\"" MARK "\"", "[\"" MARK "\"]", "{\"" MARK "\":\"" MARK "\"}",
	"[{\"x\":\"" MARK "\"}]",
};
#define VALUE_COUNT (sizeof VALUES / sizeof *VALUES)

static struct arena arena;
static unsigned long insertions;
static int changed, lost;

/* ---- What is read ---- */

static char told[2][256 * 1024];

static void __attribute__((format(printf, 2, 3))) tell(int which, const char *format, ...)
{
	size_t length = strlen(told[which]);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(told[which] + length, sizeof told[which] - length, format, arguments);
	va_end(arguments);
}

static void tell_text(int which, struct text text)
{
	tell(which, " %.*s", text.at ? (int)text.length : 1, text.at ? text.at : "-");
}

static void tell_cell(int which, const struct cell *cell)
{
	if (cell->kind == CELL_TEXT)
		tell_text(which, cell->text);
	else if (cell->kind == CELL_NUMBER)
		tell(which, " %g", cell->number);
}

static void tell_facts(int which, const struct facts *facts)
{
	const struct fact_step *step = &facts->step;
	const struct text texts[] = {step->remote_type, step->type, step->status,
	                             step->failure_cause, step->feedback_detail,
	                             facts->position.fix};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		tell_text(which, texts[i]);
	tell(which, " %g %g %lld", facts->position.longitude, facts->position.latitude,
	     (long long)facts->position.date_ms);
	for (size_t i = 0; i < facts->value_count; i++) {
		tell_text(which, facts->values[i].data);
		tell_text(which, facts->values[i].type);
		tell_text(which, facts->values[i].literal);
		tell_text(which, facts->values[i].previous);
	}
}

static void tell_typed(int which, const struct typed *typed)
{
	for (size_t i = 0; i < typed->count; i++) {
		tell(which, " %d %lld", typed->told[i].reading, (long long)typed->told[i].at_ms);
		tell_cell(which, &typed->told[i].cell);
	}
	for (const struct thing *thing = typed->things; thing != NULL; thing = thing->next) {
		tell(which, " thing %d", thing->kind);
		for (int i = 0; i < THING_CELLS_MAX; i++)
			tell_cell(which, &thing->cells[i]);
	}
}

static void tell_event(int which, const struct event *event, enum edition edition)
{
	const struct text texts[] = {event->monitor_id, event->action_id, event->callback_id,
	                             event->vin, event->fleet_id};
	struct facts facts;
	struct typed typed;
	struct error error;
	struct json json;
	uint32_t content;

	tell(which, "\n%d %d %lld %d", event->kind, event->dated, (long long)event->date_ms,
	     event->refresh);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		tell_text(which, texts[i]);
	if (json_read(&json, &arena, event->json.at, event->json.length, 64, 100000, &error) != 0 ||
	    facts_from(&facts, &json, event->kind, &content, &arena, &error) != 0)
		return tell(which, "cannot be read");
	typed_read(&typed, &json, content, &facts, TEXT_NONE, edition, &arena);
	tell_facts(which, &facts);
	tell_typed(which, &typed);
}

static bool read_body(struct callback *callback, struct text body, enum edition edition)
{
	static const char *const NO_CREDENTIALS[] = {NULL};
	static const struct callback_limits LIMITS = {.depth = 64, .nodes = 100000};
	const struct event_context context = {
		.edition = edition, .credentials = NO_CREDENTIALS, .vin_attribute = "vin",
	};
	struct error error;

	return callback_open(callback, body, &LIMITS, &arena, &error) == 0 &&
	       callback_read_events(callback, &context, &arena, &error) == 0;
}

static void tell_body(int which, const struct callback *callback, enum edition edition)
{
	told[which][0] = '\0';
	tell(which, "%zu set aside", callback->reject_count);
	for (size_t i = 0; i < callback->place_count; i++)
		tell_event(which, &callback->events[i], edition);
}

/* ---- What is kept ---- */

static bool has_mark(struct text text)
{
	return text.at != NULL && memmem(text.at, text.length, MARK, strlen(MARK)) != NULL;
}

static bool is_kept(const struct callback *callback)
{
	for (size_t i = 0; i < callback->place_count; i++)
		if (has_mark(callback->events[i].json) || has_mark(callback->events[i].monitor_id) ||
		    has_mark(callback->events[i].callback_id))
			return true;
	for (size_t i = 0; i < callback->reject_count; i++)
		if (has_mark(callback->rejects[i].bytes))
			return true;
	return has_mark(callback->envelope);
}

/* ---- Insertions ---- */

/* The body with one member more behind the byte `at`, in front of all others or behind. */
static struct text insert(char *copy, struct text body, size_t at, bool in_front,
                          const char *name, const char *value)
{
	int length;

	memcpy(copy, body.at, at);
	length = snprintf(copy + at, 256, "%s\"%s\":%s%s", in_front ? "" : ",", name, value,
	                  in_front ? "," : "");
	memcpy(copy + at + length, body.at + at, body.length - at);
	return (struct text){copy, body.length + (size_t)length};
}

static void check_insertion(struct text body, enum edition edition, bool is_null,
                            const char *where)
{
	struct callback callback;

	arena_reset(&arena);
	insertions++;
	if (!read_body(&callback, body, edition)) {
		lost++;
		printf("# %s, cannot be read: %.*s\n", where, (int)body.length, body.at);
		return;
	}
	if (!is_null && !is_kept(&callback)) {
		lost++;
		printf("# %s, kept nowhere: %.*s\n", where, (int)body.length, body.at);
	}
	if (!is_null)
		return;
	tell_body(1, &callback, edition);
	if (strcmp(told[0], told[1]) == 0)
		return;
	changed++;
	printf("# %s, read as something else: %.*s\n", where, (int)body.length, body.at);
}

/* In front of an object's members, where a later one of the name counts, and behind them,
 * where it is the last. */
static void insert_both_ways(struct text body, const struct json_node *object,
                             enum edition edition, const char *name, const char *value,
                             const char *where)
{
	static char copy[BODY_MAX + 512];
	bool is_null = strcmp(value, "null") == 0;

	check_insertion(insert(copy, body, object->start + 1, true, name, value), edition,
	                is_null, where);
	check_insertion(insert(copy, body, object->end - 1, false, name, value), edition,
	                is_null, where);
}

static void check_body(struct text body, enum edition edition, const char *where)
{
	struct callback callback;
	struct json_node *nodes;
	uint32_t count;

	arena_reset(&arena);
	if (!read_body(&callback, body, edition))
		return;
	tell_body(0, &callback, edition);
	count = callback.json.count;
	nodes = malloc(count * sizeof *nodes);
	if (nodes == NULL)
		abort();
	memcpy(nodes, callback.json.nodes, count * sizeof *nodes);
	for (size_t i = insertions % STRIDE; i < count * NAME_COUNT * VALUE_COUNT; i += STRIDE) {
		const struct json_node *node = &nodes[i / (NAME_COUNT * VALUE_COUNT)];

		if (node->kind == JSON_OBJECT && node->next > (uint32_t)(node - nodes) + 1)
			insert_both_ways(body, node, edition, NAMES[i / VALUE_COUNT % NAME_COUNT],
			                 VALUES[i % VALUE_COUNT], where);
	}
	free(nodes);
}

/* ---- Bodies ---- */

static enum edition edition_in(const char *path)
{
	for (int i = 0; i < EDITION_COUNT; i++)
		if (strstr(path, edition_name(edition_at(i))) != NULL)
			return edition_at(i);
	return edition_at(0);
}

static int check_file(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	static char text[BODY_MAX];
	FILE *file;

	(void)ftw;
	if (type != FTW_F || fnmatch("*.json", path, 0) != 0 || status->st_size > BODY_MAX)
		return 0;
	file = fopen(path, "rb");
	if (file == NULL)
		return 0;
	check_body((struct text){text, fread(text, 1, sizeof text, file)}, edition_in(path), path);
	fclose(file);
	return 0;
}

int main(int argc, char **argv)
{
	char folder[1024];
	const char *srcdir = getenv("srcdir");

	if (sodium_init() < 0)
		return 1;
	snprintf(folder, sizeof folder, "%s/tests/samples/valid", srcdir ? srcdir : ".");
	for (int i = 1; i < argc; i++)
		nftw(argv[i], check_file, 16, FTW_PHYS);
	if (argc == 1)
		nftw(folder, check_file, 16, FTW_PHYS);
	arena_free(&arena);
	printf("# %lu members inserted\n", insertions);
	ok(insertions > 10000, "members are inserted everywhere");
	ok(changed == 0, "one that is null changes nothing");
	ok(lost == 0, "one with a value is kept");
	return tap_done();
}

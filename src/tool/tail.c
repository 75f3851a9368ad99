/* tail: the last events, in the order they were stored. */
#include <getopt.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "contract/facts.h"
#include "store/query.h"
#include "tool/cursor.h"
#include "tool/filter.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

#define COUNT_DEFAULT 10
#define COUNT_MAX     1000000   /* a table is held in memory until it is printed */

/* How often a follower asks, and for how many events at once. */
#define POLL_MS     500
#define POLL_EVENTS 1000

static const char USAGE[] =
	"usage: carhook tail [-n N] [-f] [--json] [-c FILE]\n"
	"\n"
	"Shows the last events in the order in which they were stored.\n"
	"\n"
	"  -n, --lines N        so many events (default: 10)\n"
	"  -f, --follow         go on with what arrives, one line per event\n"
	"      --json           one JSON object per line, with the event as it was sent\n"
	"      --cursor FILE    begin where FILE says, and write there how far it came\n"
	"      --output FILE    append JSON lines to FILE, whose last line is the cursor:\n"
	"                       each event is there once, whatever happens\n"
	FILTER_HELP OPTION_HELP;

struct tail {
	const char *program, *config_file;
	const char *cursor, *output;     /* files; NULL: none */
	uint64_t count;
	bool follow, json;
	struct filter filter;
	const struct config *config;
	struct arena arena;              /* of one event */
	struct terminal_table *table;    /* NULL: one line per event */
};

/* ---- What an event says ---- */

static void put_value(FILE *to, const struct fact_value *value)
{
	terminal_put_text(to, value->data);
	fputc('=', to);
	if (value->literal.at != NULL || value->type.at == NULL)
		terminal_put_text(to, value->literal);
	else {
		fputc('(', to);   /* an object: (obj.alert) */
		terminal_put_text(to, value->type);
		fputc(')', to);
	}
	if (value->previous.at == NULL)
		return;
	fputs(" (was ", to);
	terminal_put_text(to, value->previous);
	fputc(')', to);
}

static void put_step(FILE *to, const struct fact_step *step)
{
	const struct text parts[] = {
		step->type, step->status, step->failure_cause, step->feedback_detail,
	};
	const char *between = " ";

	terminal_put_text(to, step->remote_type);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].at == NULL)
			continue;
		fputs(between, to);
		terminal_put_text(to, parts[i]);
		between = "/";
	}
}

/* Zone and time triggers send monitor events without values. */
static void put_facts(FILE *to, const struct query_event *event,
                      const struct facts *facts)
{
	if (text_is(event->kind, "remote"))
		put_step(to, &facts->step);
	else if (facts->value_count == 0)
		fputs("(no values)", to);
	for (size_t i = 0; i < facts->value_count; i++) {
		fputs(i ? ", " : "", to);
		put_value(to, &facts->values[i]);
	}
	if (event->refresh == 1)
		fputs(" (reminder)", to);
}

static void put_what(FILE *to, struct tail *tail, const struct query_event *event)
{
	struct facts facts = {0};
	struct error error;

	if (facts_read(&facts, event->json, tail->config->max_depth, tail->config->max_nodes,
	               &tail->arena, &error) == 0)
		put_facts(to, event, &facts);
	else
		fprintf(to, "(%s)", error.text);
}

/* ---- One event ---- */

static const struct terminal_column COLUMNS[] = {
	{.title = "RECEIVED"}, {.title = "SOURCE"}, {.title = "KIND"}, {.title = "VIN"},
	{.title = "EVENT DATE"}, {.title = "WHAT", .shrinks = true},
	{.title = "AGAIN", .right = true},
};

#define COLUMN_COUNT (sizeof COLUMNS / sizeof *COLUMNS)

static const char *cell(struct tail *tail, struct text text)
{
	return text.at ? arena_copy(&tail->arena, text.at, text.length) : "-";
}

static int add_row(struct tail *tail, const struct query_event *event)
{
	char *what = NULL;
	size_t size;
	FILE *to = open_memstream(&what, &size);
	int result = -1;

	if (to == NULL)
		return -1;
	put_what(to, tail, event);
	if (fclose(to) == 0) {
		const char *cells[COLUMN_COUNT] = {
			cell(tail, event->received_at), cell(tail, event->source),
			cell(tail, event->kind), cell(tail, event->vin),
			cell(tail, event->event_at), what,
			event->redeliveries == 0 ? "" : arena_format(
				&tail->arena, "%" PRId64, event->redeliveries),
		};
		result = terminal_table_add(tail->table, cells);
	}
	free(what);
	return result;
}

static void put_padded(struct text text, size_t width)
{
	terminal_put_text(stdout, text);
	for (size_t i = text.at ? text.length : 1; i < width; i++)
		putchar(' ');
	fputs("  ", stdout);
}

/* Widths of what usually stands there; a longer text moves its line only. */
static void print_line(struct tail *tail, const struct query_event *event)
{
	put_padded(event->received_at, 24);
	put_padded(event->source, 10);
	put_padded(event->kind, 7);
	put_padded(event->vin, 17);
	put_padded(event->event_at, 24);
	put_what(stdout, tail, event);
	if (event->redeliveries > 0)
		printf("  (%" PRId64 " times again)", event->redeliveries);
	putchar('\n');
}

static void put_member(const char *name, struct text text)
{
	printf("\"%s\":", name);
	terminal_put_json(stdout, text);
	putchar(',');
}

/* As sent; a line break can only stand between its tokens, where a space will do. */
static void put_event_json(struct text json)
{
	for (size_t i = 0; i < json.length; i++)
		putchar(json.at[i] == '\n' || json.at[i] == '\r' ? ' ' : json.at[i]);
}

static void print_json(const struct query_event *event)
{
	static const char *const REFRESH[] = {"null", "false", "true"};

	printf("{\"id\":%" PRId64 ",", event->id);
	put_member("received_at", event->received_at);
	put_member("event_at", event->event_at);
	put_member("source", event->source);
	put_member("kind", event->kind);
	put_member("monitor_id", event->monitor_id);
	put_member("action_id", event->action_id);
	put_member("callback_id", event->callback_id);
	put_member("vin", event->vin);
	put_member("fleet_id", event->fleet_id);
	printf("\"refresh\":%s,\"redeliveries\":%" PRId64 ",\"event\":",
	       REFRESH[event->refresh + 1], event->redeliveries);
	put_event_json(event->json);
	puts("}");
}

static int take(void *context, const struct query_event *event)
{
	struct tail *tail = context;
	int result = 0;

	if (tail->json)
		print_json(event);
	else if (tail->table != NULL)
		result = add_row(tail, event);
	else
		print_line(tail, event);
	arena_reset(&tail->arena);
	return result;
}

/* ---- Asking ---- */

/* What was written is where it shall be before the cursor says so. */
static int advance(const struct tail *tail, int64_t after, struct error *error)
{
	if (tail->cursor == NULL && tail->output == NULL)
		return 0;
	if (fflush(stdout) != 0 || (tail->output != NULL && fdatasync(STDOUT_FILENO) != 0))
		return error_set(error, ERROR_SYSTEM, "the events cannot be written");
	return tail->cursor ? cursor_write(tail->cursor, after, error) : 0;
}

static int show(struct tail *tail, struct query *query, int64_t *after, int64_t count,
                struct error *error)
{
	int64_t taken = POLL_EVENTS;

	/* The one reason for which `take` gives up; a failed question says another. */
	error_set(error, ERROR_MEMORY, "no memory for the events");
	while (count > 0 && taken == POLL_EVENTS) {
		int64_t limit = count < POLL_EVENTS ? count : POLL_EVENTS;

		if (query_events(query, &tail->filter.question, after, limit, take, tail, &taken, error) != 0)
			return -1;
		if (taken > 0 && advance(tail, *after, error) != 0)
			return -1;
		error_set(error, ERROR_MEMORY, "no memory for the events");
		count -= taken;
	}
	return 0;
}

static int show_table(struct tail *tail, struct query *query, int64_t after,
                      struct error *error)
{
	int result;

	tail->table = terminal_table_new(COLUMNS, COLUMN_COUNT);
	if (tail->table == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the table");
	result = show(tail, query, &after, (int64_t)tail->count, error);
	if (result == 0 && after == 0 && tail->count > 0)
		fprintf(stderr, "%s: no event is stored yet\n", tail->program);
	if (result == 0 && terminal_table_print(tail->table) != 0)
		result = error_set(error, ERROR_SYSTEM, "the table cannot be printed");
	terminal_table_free(tail->table);
	tail->table = NULL;
	return result;
}

/* Waits for the next look. False: whoever read the output is gone. */
static bool wait_a_little(void)
{
	struct pollfd reader = {.fd = STDOUT_FILENO};

	return poll(&reader, 1, POLL_MS) <= 0;
}

static int follow(struct tail *tail, struct query *query, int64_t after,
                  struct error *error)
{
	do {
		if (query_still_there(query, error) != 0 ||
		    show(tail, query, &after, INT64_MAX, error) != 0)
			return -1;
		fflush(stdout);
	} while (wait_a_little());
	return 0;
}

/* Who has a cursor goes on there, to the end. */
static int begin(struct tail *tail, int64_t *after, struct error *error)
{
	int fd;

	if (tail->cursor != NULL)
		return cursor_read(tail->cursor, after, error);
	if (cursor_open_output(tail->output, &fd, after, error) != 0)
		return -1;
	if (dup2(fd, STDOUT_FILENO) < 0)
		return error_set(error, ERROR_SYSTEM, "%s cannot take the output", tail->output);
	close(fd);
	return 0;
}

static int go_on(struct tail *tail, struct query *query, struct error *error)
{
	int64_t after = 0;

	if (begin(tail, &after, error) != 0)
		return -1;
	return tail->follow ? follow(tail, query, after, error)
	                    : show(tail, query, &after, INT64_MAX, error);
}

static int ask(struct tail *tail, struct query *query, struct error *error)
{
	int64_t after = 0;

	if (tail->cursor != NULL || tail->output != NULL)
		return go_on(tail, query, error);
	if (query_tail(query, &tail->filter.question, (int64_t)tail->count, &after, error) != 0)
		return -1;
	if (tail->follow)
		return follow(tail, query, after, error);
	if (tail->json)
		return show(tail, query, &after, (int64_t)tail->count, error);
	return show_table(tail, query, after, error);
}

static int run(struct tail *tail)
{
	struct config *config;
	struct query *query = NULL;
	struct error error;
	int status = EXIT_GOOD;

	if (option_config(tail->program, tail->config_file, &config) != 0)
		return EXIT_PROBLEM;
	tail->config = config;
	if (query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	    ask(tail, query, &error) != 0)
		status = option_failed(tail->program, &error);
	query_close(query);
	arena_free(&tail->arena);
	config_free(config);
	return status;
}

enum { OPTION_CURSOR = FILTER_END, OPTION_OUTPUT };

static int take_option(struct tail *tail, int c)
{
	int taken = filter_take(&tail->filter, tail->program, c, optarg);

	if (taken != 0)
		return taken > 0 ? EXIT_GOOD : EXIT_USAGE;
	switch (c) {
	case 'n': return option_number(tail->program, "-n", optarg, 0, COUNT_MAX,
	                               &tail->count) != 0 ? EXIT_USAGE : EXIT_GOOD;
	case 'f': tail->follow = true; return EXIT_GOOD;
	case 'j': tail->json = true; return EXIT_GOOD;
	case 'c': tail->config_file = optarg; return EXIT_GOOD;
	case OPTION_CURSOR: tail->cursor = optarg; return EXIT_GOOD;
	case OPTION_OUTPUT: tail->output = optarg; tail->json = true; return EXIT_GOOD;
	default: return EXIT_USAGE;
	}
}

int verb_tail(int argc, char **argv)
{
	static const struct option LONG[] = {
		FILTER_OPTIONS,
		{"lines", required_argument, NULL, 'n'}, {"follow", no_argument, NULL, 'f'},
		{"json", no_argument, NULL, 'j'}, {"cursor", required_argument, NULL, OPTION_CURSOR},
		{"output", required_argument, NULL, OPTION_OUTPUT},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct tail tail = {.program = argv[0], .count = COUNT_DEFAULT};
	int c;

	while ((c = getopt_long(argc, argv, "n:fc:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (take_option(&tail, c) != EXIT_GOOD)
			return EXIT_USAGE;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	if (tail.cursor != NULL && tail.output != NULL)
		return option_wrong(argv[0], "--output is a cursor itself: without --cursor");
	return run(&tail);
}

/* tail: the last events, in the order they were stored. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/query.h"
#include "tool/command.h"
#include "tool/cursor.h"
#include "tool/event-batch.h"
#include "tool/event-line.h"
#include "tool/filter.h"
#include "tool/option.h"
#include "tool/reader.h"
#include "tool/terminal.h"
#include "tool/verb.h"

#define COUNT_DEFAULT 10
#define COUNT_MAX     1000000   /* a table is held in memory until it is printed */

/* How often a follower asks. */
#define POLL_MS 500

/* A command that fails is tried again after a pause, which doubles each time. */
#define PAUSE_LEAST_S 1
#define PAUSE_MOST_S  60

static const char USAGE[] =
	"usage: carhook tail [-n N] [-f] [--json] [FILTER...] [-c FILE]\n"
	"       carhook tail [-f] --cursor FILE | --after ID [--exec COMMAND] [FILTER...]\n"
	"       carhook tail [-f] --output FILE [FILTER...]\n"
	"\n"
	"Shows the last events in the order in which they were stored, or hands each of them\n"
	"to somebody else.\n"
	"\n"
	"  -n, --lines N        so many events (default: 10)\n"
	"  -f, --follow         go on with what arrives, one line per event\n"
	"      --json           one JSON object per line, with the event as it was sent\n"
	"      --exec COMMAND   run COMMAND for each event, which is its standard input;\n"
	"                       with a cursor again and again until it ends with 0\n"
	"      --cursor FILE    begin behind the event that FILE says, and write there which\n"
	"                       event was taken from the pipe, or done by COMMAND\n"
	"      --after ID       begin behind this event\n"
	"      --output FILE    append JSON lines to FILE, whose last line is the cursor:\n"
	"                       each event is there once, whatever happens\n"
	FILTER_HELP OPTION_HELP;

struct tail {
	const char *program, *config_file;
	const char *cursor_file, *output, *command;   /* NULL: none */
	uint64_t count, after;
	bool counted, follow, json;
	bool goes_on;                    /* behind a known event, to the end */
	bool piped;                      /* the cursor follows the reader of the pipe */
	struct filter filter;
	const struct config *config;
	struct cursor cursor;
	struct event_batch batch;
	struct arena arena;              /* of one event of the table */
	struct terminal_table *table;
};

/* ---- The table ---- */

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

static int add_row(void *context, const struct query_event *event)
{
	struct tail *tail = context;
	char *what = NULL;
	size_t size;
	FILE *to = open_memstream(&what, &size);
	int result = -1;

	if (to == NULL)
		return -1;
	event_line_put_what(to, event, tail->config, &tail->arena);
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
	arena_reset(&tail->arena);
	return result;
}

static int show_table(struct tail *tail, struct query *query, int64_t after,
                      int64_t *shown, struct error *error)
{
	int result;

	tail->table = terminal_table_new(COLUMNS, COLUMN_COUNT);
	/* The one reason for which `add_row` fails; a failed question says another. */
	error_set(error, ERROR_MEMORY, "no memory for the table");
	if (tail->table == NULL)
		return -1;
	result = query_events(query, &tail->filter.question, &after, (int64_t)tail->count,
	                      add_row, tail, shown, error);
	if (result == 0 && (terminal_table_print(tail->table) != 0 || fflush(stdout) != 0))
		result = error_set(error, ERROR_SYSTEM, "the table cannot be printed: %s",
		                   strerror(errno));
	terminal_table_free(tail->table);
	return result;
}

/* ---- Whom the events are handed to ---- */

/* What can be on a disk is there before the cursor says so. */
static int sync_output(struct error *error)
{
	if (fdatasync(STDOUT_FILENO) == 0 || errno == EINVAL || errno == EROFS)
		return 0;
	return error_set(error, ERROR_SYSTEM, "the events cannot be written: %s",
	                 strerror(errno));
}

static int hand_to_output(struct tail *tail, struct error *error)
{
	if (reader_write(event_batch_text(&tail->batch), error) != 0)
		return -1;
	return tail->cursor_file || tail->output ? sync_output(error) : 0;
}

static int hand_to_reader(struct tail *tail, struct error *error)
{
	for (size_t i = 0; i < tail->batch.count; i++)
		if (reader_write(event_batch_line(&tail->batch, i), error) != 0 ||
		    reader_wait(error) != 0 ||
		    cursor_move(&tail->cursor, tail->batch.events[i].id, 0, error) != 0)
			return -1;
	return 0;
}

/* The mark that the event was begun is on the disk before the command can do anything. */
static int mark(struct tail *tail, int64_t id, struct error *error)
{
	if (tail->cursor_file == NULL)
		return 0;
	if (cursor_move(&tail->cursor, tail->cursor.done, id, error) != 0)
		return -1;
	return cursor_sync(&tail->cursor, error);
}

/* Whoever follows goes no further until the command is content. */
static int run_command(struct tail *tail, struct command_event *event, struct error *error)
{
	unsigned pause = PAUSE_LEAST_S;

	while (mark(tail, event->id, error) != 0 ||
	       command_run(tail->command, event, error) != 0) {
		if (!tail->follow)
			return -1;
		fprintf(stderr, "%s: %s; again in %u s\n", tail->program, error->text, pause);
		sleep(pause);
		pause = pause * 2 < PAUSE_MOST_S ? pause * 2 : PAUSE_MOST_S;
		event->repeated = true;
	}
	tail->cursor.done = event->id;
	return 0;
}

static int hand_to_command(struct tail *tail, struct error *error)
{
	for (size_t i = 0; i < tail->batch.count; i++) {
		const struct batched_event *batched = &tail->batch.events[i];
		struct command_event event = {
			.id = batched->id, .vin = batched->vin, .kind = batched->kind,
			.repeated = batched->id == tail->cursor.begun,
			.line = event_batch_line(&tail->batch, i),
		};

		if (run_command(tail, &event, error) != 0)
			return -1;
	}
	return 0;
}

/* The cursor goes to the end of what was looked at, over events that pass no filter, too. */
static int hand_over(struct tail *tail, int64_t after, struct error *error)
{
	int result = tail->command ? hand_to_command(tail, error) :
		tail->piped ? hand_to_reader(tail, error) : hand_to_output(tail, error);

	if (result != 0 || tail->cursor_file == NULL ||
	    (after == tail->cursor.done && tail->batch.count == 0))
		return result;
	if (cursor_move(&tail->cursor, after, 0, error) != 0)
		return -1;
	return cursor_sync(&tail->cursor, error);
}

/* ---- Asking ---- */

static int show(struct tail *tail, struct query *query, int64_t *after, int64_t count,
                int64_t *shown, struct error *error)
{
	const struct event_batch *batch = &tail->batch;
	int64_t limit;

	*shown = 0;
	do {
		limit = count - *shown < EVENT_BATCH_MAX ? count - *shown : EVENT_BATCH_MAX;
		if (event_batch_read(&tail->batch, query, &tail->filter.question, limit, after,
		                     error) != 0 ||
		    hand_over(tail, *after, error) != 0)
			return -1;
		*shown += (int64_t)batch->count;
	} while (*shown < count && (batch->full || (int64_t)batch->count == limit));
	return 0;
}

/* Waits for the next look. False: whoever read the output is gone; a command is always
 * there. */
static bool wait_a_little(const struct tail *tail)
{
	struct pollfd reader = {.fd = tail->command ? -1 : STDOUT_FILENO};

	return poll(&reader, 1, POLL_MS) <= 0;
}

static int follow(struct tail *tail, struct query *query, int64_t after,
                  struct error *error)
{
	int64_t shown;

	do {
		if (query_still_there(query, error) != 0 ||
		    show(tail, query, &after, INT64_MAX, &shown, error) != 0)
			return -1;
	} while (wait_a_little(tail));
	return 0;
}

/* ---- Where to begin ---- */

/* Behind an event of another database, others would be passed over that nobody has seen. */
static int check_place(struct query *query, const char *name, int64_t id,
                       const char *received_at, struct error *error)
{
	int64_t last;
	bool is_ours;

	if (query_knows_event(query, id, text_of(received_at), &is_ours, &last, error) != 0)
		return -1;
	if (is_ours)
		return 0;
	if (id > last)
		return error_set(error, ERROR_LIMIT, "%s says event %" PRId64 ", and the last one "
		                 "of this database is %" PRId64 ": it belongs to another database, "
		                 "or to this one before a backup was restored", name, id, last);
	return error_set(error, ERROR_LIMIT, "%s is of another database: its event %" PRId64
	                 " was received at %s, this one's was not", name, id, received_at);
}

static int begin_output(struct tail *tail, struct query *query, int64_t *after,
                        struct error *error)
{
	struct cursor_line last;
	int fd, result;

	if (cursor_open_output(tail->output, &fd, &last, error) != 0)
		return -1;
	*after = last.id;
	result = check_place(query, tail->output, last.id,
	                     last.id > 0 ? last.received_at : NULL, error);
	/* The lock is the open file's: it stays when this descriptor goes. */
	if (result == 0 && dup2(fd, STDOUT_FILENO) < 0)
		result = error_set(error, ERROR_SYSTEM, "%s cannot take the output",
		                   tail->output);
	close(fd);
	return result;
}

static int begin_cursor(struct tail *tail, struct query *query, int64_t *after,
                        struct error *error)
{
	if (cursor_open(&tail->cursor, tail->cursor_file, error) != 0)
		return -1;
	*after = tail->cursor.done;
	if (check_place(query, tail->cursor_file, *after, NULL, error) != 0)
		return -1;
	tail->piped = tail->command == NULL && reader_is_piped();
	return tail->piped ? reader_watch(error) : 0;
}

static int begin(struct tail *tail, struct query *query, int64_t *after, struct error *error)
{
	*after = (int64_t)tail->after;
	if (tail->cursor_file != NULL)
		return begin_cursor(tail, query, after, error);
	if (tail->output != NULL)
		return begin_output(tail, query, after, error);
	if (tail->goes_on)
		return check_place(query, "--after", *after, NULL, error);
	return query_tail(query, &tail->filter.question, (int64_t)tail->count, after, error);
}

/* Who names one vehicle wants to know that there is none. */
static int say_none(const struct tail *tail, struct error *error)
{
	if (tail->filter.question.vin != NULL)
		return error_set(error, ERROR_LIMIT, "nothing is stored of this vehicle");
	if (!tail->json)
		fprintf(stderr, "%s: there is no event to show yet\n", tail->program);
	return 0;
}

static int ask(struct tail *tail, struct query *query, struct error *error)
{
	int64_t after, shown, count = (int64_t)tail->count;
	int result;

	if (begin(tail, query, &after, error) != 0 ||
	    event_batch_open(&tail->batch, tail->config, tail->json, error) != 0)
		return -1;
	if (tail->follow)
		return follow(tail, query, after, error);
	if (tail->goes_on)
		return show(tail, query, &after, tail->counted ? count : INT64_MAX, &shown, error);
	result = tail->json ? show(tail, query, &after, count, &shown, error)
	                    : show_table(tail, query, after, &shown, error);
	return result == 0 && shown == 0 && count > 0 ? say_none(tail, error) : result;
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
	event_batch_free(&tail->batch);
	cursor_close(&tail->cursor);
	arena_free(&tail->arena);
	config_free(config);
	return status;
}

/* ---- The command line ---- */

enum { OPTION_CURSOR = FILTER_END, OPTION_OUTPUT, OPTION_EXEC, OPTION_AFTER };

static int take_number(struct tail *tail, const char *name, uint64_t most, uint64_t *number,
                       bool *given)
{
	*given = true;
	return option_number(tail->program, name, optarg, 0, most, number) != 0
		? EXIT_USAGE : EXIT_GOOD;
}

static int take_option(struct tail *tail, int c)
{
	int taken = filter_take(&tail->filter, tail->program, c, optarg);

	if (taken != 0)
		return taken > 0 ? EXIT_GOOD : EXIT_USAGE;
	switch (c) {
	case 'n': return take_number(tail, "-n", COUNT_MAX, &tail->count, &tail->counted);
	case OPTION_AFTER:
		return take_number(tail, "--after", INT64_MAX, &tail->after, &tail->goes_on);
	case 'f': tail->follow = true; return EXIT_GOOD;
	case 'j': tail->json = true; return EXIT_GOOD;
	case 'c': tail->config_file = optarg; return EXIT_GOOD;
	case OPTION_CURSOR: tail->cursor_file = optarg; return EXIT_GOOD;
	case OPTION_OUTPUT: tail->output = optarg; tail->json = true; return EXIT_GOOD;
	case OPTION_EXEC: tail->command = optarg; tail->json = true; return EXIT_GOOD;
	default: return EXIT_USAGE;
	}
}

/* One of them says where to begin. */
static int check_options(struct tail *tail)
{
	if ((tail->cursor_file != NULL) + (tail->output != NULL) + tail->goes_on > 1)
		return option_wrong(tail->program, "one of --cursor, --output and --after says "
		                    "where to begin, not several");
	if (tail->output != NULL && tail->command != NULL)
		return option_wrong(tail->program, "the events go into a file or to a command: "
		                    "--output or --exec");
	tail->goes_on |= tail->cursor_file != NULL || tail->output != NULL;
	if (tail->goes_on && tail->follow && tail->counted)
		return option_wrong(tail->program, "-n has no meaning where -f goes on from a "
		                    "known event");
	return EXIT_GOOD;
}

int verb_tail(int argc, char **argv)
{
	static const struct option LONG[] = {
		FILTER_OPTIONS,
		{"lines", required_argument, NULL, 'n'}, {"follow", no_argument, NULL, 'f'},
		{"json", no_argument, NULL, 'j'}, {"cursor", required_argument, NULL, OPTION_CURSOR},
		{"output", required_argument, NULL, OPTION_OUTPUT},
		{"exec", required_argument, NULL, OPTION_EXEC},
		{"after", required_argument, NULL, OPTION_AFTER},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct tail tail = {.program = argv[0], .count = COUNT_DEFAULT, .cursor = {.fd = -1}};
	int c;

	while ((c = getopt_long(argc, argv, "n:fc:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (take_option(&tail, c) != EXIT_GOOD)
			return EXIT_USAGE;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	if (check_options(&tail) != EXIT_GOOD)
		return EXIT_USAGE;
	return run(&tail);
}

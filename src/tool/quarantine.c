/* quarantine: shows, replays and drops what could not be read as events. */
#include "store/quarantine.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "receive/receiver.h"
#include "store/derive-lock.h"
#include "tool/filter.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

/* Events derived at a time, as the receiver does. */
#define BATCH_EVENTS 16384

static const char USAGE[] =
	"usage: carhook quarantine [--json | --csv] [-n N] [FILTER...] [-c FILE]\n"
	"       carhook quarantine show ID [-c FILE]\n"
	"       carhook quarantine replay {ID... | --all} [--source NAME] [-c FILE]\n"
	"       carhook quarantine drop {ID... | --all} [--source NAME] [-c FILE]\n"
	"\n"
	"  show      writes one body as it was sent, its secrets masked\n"
	"  replay    reads them once more, by the present rules and configuration: what is\n"
	"            an event now is stored, each once, and leaves the quarantine\n"
	"  drop      removes them for good\n"
	"\n"
	"The filters confine the list, and --source also --all.\n"
	"\n"
	"      --all            every one there is\n"
	"      --json, --csv    the list as JSON lines, as comma-separated values\n"
	"  -n, --limit N        the list: at most so many rows (default: 1000; 0: all)\n"
	OPTION_COLOR_HELP FILTER_HELP OPTION_HELP;

struct quarantine;

/* Does one row; -1 after an error. */
typedef int row_action(struct quarantine *q, const struct quarantined *row,
                       struct error *error);

struct quarantine {
	const char *program, *config_file, *source;
	bool all;
	row_action *action;
	char **ids;                  /* the operands, ended by NULL */
	struct config *config;
	struct query *query;
	struct store *store;
	struct arena arena;          /* of one row */
	bool problem, stored, met;   /* met: any row */
};

/* ---- What is done with a row ---- */

static int show(struct quarantine *q, const struct quarantined *row, struct error *error)
{
	bool written;

	fprintf(stderr, "%s: %" PRId64 " of source %s, ", q->program, row->id, row->source);
	terminal_put_text(stderr, text_of(row->path));
	fprintf(stderr, ", first %s, %" PRId64 " times: %s\n", row->first_at, row->times,
	        row->reason);
	if (isatty(STDOUT_FILENO)) {
		terminal_put_text(stdout, row->body);
		written = putchar('\n') != EOF;
	} else {
		written = fwrite(row->body.at, 1, row->body.length, stdout) == row->body.length;
	}
	return written ? 0 : error_set(error, ERROR_SYSTEM, "the body cannot be written");
}

/* In one transaction: it leaves the quarantine, and its delivery comes in, if there is
 * one. What of it still cannot be read goes back with the delivery. */
static int move_out(struct quarantine *q, const struct quarantined *row,
                    struct delivery *delivery, bool *was_there, struct error *error)
{
	if (store_begin(q->store, error) == 0 &&
	    store_release(q->store, row->id, was_there, error) == 0 &&
	    (delivery == NULL || !*was_there ||
	     store_delivery(q->store, delivery, error) == 0) &&
	    store_commit(q->store, error) == 0)
		return 0;
	store_rollback(q->store);
	return -1;
}

/* Another has replayed, dropped or erased it meanwhile. */
static int tell_gone(const struct quarantined *row)
{
	printf("%" PRId64 ": is gone already\n", row->id);
	return 0;
}

static int drop(struct quarantine *q, const struct quarantined *row, struct error *error)
{
	bool was_there;

	if (move_out(q, row, NULL, &was_there, error) != 0)
		return -1;
	if (!was_there)
		return tell_gone(row);
	printf("%" PRId64 ": dropped\n", row->id);
	return 0;
}

static const struct source *find_source(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->source_count; i++)
		if (strcmp(config->sources[i].name, name) == 0)
			return &config->sources[i];
	return NULL;
}

static int stays(struct quarantine *q, const struct quarantined *row, const char *reason)
{
	q->problem = true;
	printf("%" PRId64 ": stays: %s\n", row->id, reason);
	return 0;
}

static int store_replay(struct quarantine *q, const struct quarantined *row,
                        struct delivery *delivery, struct error *error)
{
	bool was_there;

	if (move_out(q, row, delivery, &was_there, error) != 0)
		return -1;
	if (!was_there)
		return tell_gone(row);
	q->stored |= delivery->stored > 0;
	q->problem |= delivery->reject_count > 0;
	printf("%" PRId64 ": %zu events stored, %zu known already, %zu parts stay\n", row->id,
	       delivery->stored, delivery->redelivered, delivery->reject_count);
	return 0;
}

static int replay(struct quarantine *q, const struct quarantined *row, struct error *error)
{
	struct exchange exchange = {.arena = ARENA_EMPTY};
	const char *reason;
	int result;

	receiver_start(&exchange, q->config, NULL);
	exchange.source = find_source(q->config, row->source);
	if (exchange.source == NULL)
		return stays(q, row, "its source is not in the configuration any more");
	result = receiver_replay(&exchange, row->body, row->vin, &reason)
		? store_replay(q, row, &exchange.delivery, error)
		: stays(q, row, reason);
	arena_free(&exchange.arena);
	return result;
}

/* ---- Which rows ---- */

static int do_row(struct quarantine *q, int64_t from, struct quarantined *row, bool *found,
                  struct error *error)
{
	arena_reset(&q->arena);
	if (quarantine_read(q->query, from, q->source, &q->arena, row, found, error) != 0)
		return -1;
	if (!*found || (!q->all && row->id != from))
		return 0;
	q->met = true;
	return q->action(q, row, error);
}

static int do_all(struct quarantine *q, struct error *error)
{
	struct quarantined row = {.id = 0};
	int64_t last = INT64_MAX;
	bool found = true;

	/* A replay's own rest comes in behind the last: it is not met again. */
	if (quarantine_last(q->query, &last, error) != 0)
		return -1;
	while (found && row.id < last)
		if (do_row(q, row.id + 1, &row, &found, error) != 0)
			return -1;
	if (!q->met && q->source != NULL && find_source(q->config, q->source) == NULL)
		return error_set(error, ERROR_LIMIT, "there is no source %s, neither in the "
		                 "configuration nor in quarantine", q->source);
	return 0;
}

static int do_one(struct quarantine *q, int64_t id, struct error *error)
{
	struct quarantined row;
	bool found;

	if (do_row(q, id, &row, &found, error) != 0)
		return -1;
	if (found && row.id == id)
		return 0;
	return error_set(error, ERROR_LIMIT, "there is no %" PRId64 " in quarantine", id);
}

static int do_rows(struct quarantine *q, struct error *error)
{
	if (q->all)
		return do_all(q, error);
	for (char **id = q->ids; *id != NULL; id++)
		if (do_one(q, strtoll(*id, NULL, 10), error) != 0)
			return -1;
	return 0;
}

/* ---- The verb ---- */

/* A receiver that runs derives only after events of its own. */
static int derive(struct quarantine *q, struct error *error)
{
	unsigned done = 1;
	int lock, result = -1;

	interrupt_catch();
	if (derive_lock_need(&lock, q->config->database, error) == 0)
		result = derive_lock_wait(lock, interrupt_came, error);
	while (result == 0 && done > 0 && !interrupt_came())
		result = store_derive(q->store, BATCH_EVENTS, &done, error);
	derive_lock_close(lock);
	return result;
}

static int run(struct quarantine *q)
{
	struct error error;
	int status;

	if (option_config(q->program, q->config_file, &q->config) != 0)
		return EXIT_PROBLEM;
	if (query_open(&q->query, q->config->database, q->config->busy_timeout_ms, &error) != 0 ||
	    (q->action != show && store_open(&q->store, q->config->database,
	                                     q->config->busy_timeout_ms, &error) != 0) ||
	    do_rows(q, &error) != 0 || (q->stored && derive(q, &error) != 0))
		status = option_failed(q->program, &error);
	else
		status = q->problem ? EXIT_PROBLEM : EXIT_GOOD;
	store_close(q->store);
	query_close(q->query);
	arena_free(&q->arena);
	config_free(q->config);
	return status;
}

static row_action *find_action(const char *name)
{
	static const struct {
		const char *name;
		row_action *action;
	} ACTIONS[] = {{"show", show}, {"replay", replay}, {"drop", drop}};

	for (size_t i = 0; name != NULL && i < sizeof ACTIONS / sizeof *ACTIONS; i++)
		if (strcmp(ACTIONS[i].name, name) == 0)
			return ACTIONS[i].action;
	return NULL;
}

static int check_operands(const struct quarantine *q)
{
	uint64_t number;

	if (q->all && *q->ids != NULL)
		return option_wrong(q->program, "either --all or `%s`", *q->ids);
	if (!q->all && *q->ids == NULL)
		return option_wrong(q->program, "which one? Name its id, as in the first column of "
		                    "`carhook quarantine`");
	if (q->action == show && (q->all || q->ids[1] != NULL))
		return option_wrong(q->program, "one at a time");
	for (char **id = q->ids; *id != NULL; id++)
		if (option_number(q->program, "ID", *id, 1, INT64_MAX, &number) != 0)
			return EXIT_USAGE;
	return EXIT_GOOD;
}

static bool asks_for_help(const char *argument)
{
	return argument != NULL &&
	       (strcmp(argument, "-h") == 0 || strcmp(argument, "--help") == 0);
}

enum { OPTION_ALL = 256, OPTION_SOURCE };

int verb_quarantine(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"all", no_argument, NULL, OPTION_ALL},
		{"source", required_argument, NULL, OPTION_SOURCE},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct quarantine q = {.program = argv[0], .arena = ARENA_EMPTY,
	                       .action = find_action(argv[1])};
	int c;

	if (q.action == NULL && !asks_for_help(argv[1]))
		return verb_ask(argc, argv);
	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		switch (c) {
		case 'h': return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		case 'c': q.config_file = optarg; break;
		case OPTION_ALL: q.all = true; break;
		case OPTION_SOURCE: q.source = optarg; break;
		default: return EXIT_USAGE;
		}
	}
	q.ids = argv + optind + 1;
	return check_operands(&q) != EXIT_GOOD ? EXIT_USAGE : run(&q);
}

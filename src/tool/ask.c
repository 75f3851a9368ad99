/* ask: the verbs that ask the database a question and print the answer. */
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "contract/foreseen.h"
#include "tool/filter.h"
#include "tool/lack.h"
#include "tool/option.h"
#include "tool/rows.h"
#include "tool/status.h"
#include "tool/verb.h"

/* Rows of an answer unless --limit tells otherwise: more than anybody reads, and few
 * enough to be held for a table. */
#define LIMIT_DEFAULT 1000
#define LIMIT_MAX     1000000000

/* What a verb takes besides options. */
enum operand { OPERAND_NONE, OPERAND_VIN, OPERAND_ACTION };

struct ask;

static int foresee(struct ask *ask, const struct question_row *row,
                   struct question_cell *cells);
static int tell_status(struct ask *ask, const struct question_row *row,
                       struct question_cell *cells);

static const struct ask_verb {
	const char *name;
	enum question question;
	enum question with_vin;      /* where --vin asks for something else; else the same */
	enum operand operand;
	enum question with_operand;
	const char *important;       /* columns, as in tool/column.h */
	const char *what, *none;     /* for the help; for an answer without rows */
	bool last;                   /* of more rows than --limit the last are shown */
	bool derived;                /* told by tables that follow the log a second later */
	/* Fills the cells that the SQL leaves to the tool; NULL: there are none. */
	int (*complete)(struct ask *ask, const struct question_row *row,
	                struct question_cell *cells);
} VERBS[] = {
	{.name = "vehicles", .question = QUESTION_VEHICLES, .with_vin = QUESTION_VEHICLES,
	 .important = "vin last_at longitude latitude mileage_km open_alerts "
	              "electric_level_percent fuel_level_percent charging privacy fleet_id",
	 .what = "Where each vehicle is, and how it is.",
	 .derived = true, .none = "no vehicle is known"},
	{.name = "vehicle", .question = QUESTION_VEHICLE, .with_vin = QUESTION_VEHICLE,
	 .operand = OPERAND_VIN, .with_operand = QUESTION_VEHICLE,
	 .important = "at what value kind event_id previous longitude latitude source",
	 .what = "What happened to one vehicle, in time order.",
	 .last = true, .derived = true, .none = "nothing is stored of this vehicle"},
	{.name = "positions", .question = QUESTION_POSITIONS, .with_vin = QUESTION_TRACK,
	 .important = "vin at longitude latitude heading_deg fix event_id altitude_m fleet_id",
	 .what = "Where each vehicle was last; with --vin, the track of one.",
	 .derived = true, .none = "no position is known"},
	{.name = "alerts", .question = QUESTION_ALERTS, .with_vin = QUESTION_ALERTS,
	 .important = "vin type state started_at severity last_at event_id ended_at fleet_id",
	 .what = "The alerts that are open; with --all, all that are known.",
	 .derived = true, .none = "no alert"},
	{.name = "remotes", .question = QUESTION_REMOTES, .with_vin = QUESTION_REMOTES,
	 .operand = OPERAND_ACTION, .with_operand = QUESTION_REMOTE,
	 .important = "action_id step at vin outcome problem status remote_type after_s failure_cause "
	              "last_at took_s steps first_at type event_id",
	 .what = "How each remote action stands; with the id of one, its steps.",
	 .last = true, .derived = true, .none = "no remote action"},
	{.name = "trips", .question = QUESTION_TRIPS, .with_vin = QUESTION_TRIPS,
	 .important = "vin started_at stopped_at distance_km duration_s fuel_used_l "
	              "electric_used_kwh average_speed_kmh trip_id max_speed_kmh",
	 .what = "The trips, with distance and consumption.",
	 .derived = true, .none = "no trip is known"},
	{.name = "monitors", .question = QUESTION_MONITORS, .with_vin = QUESTION_MONITORS,
	 .important = "monitor_id source events last_at reminders events_per_day "
	              "last_received_at days first_day",
	 .what = "What each monitor sends, and when it did last.",
	 .derived = true, .none = "no monitor has sent anything"},
	{.name = "sources", .question = QUESTION_SOURCES, .with_vin = QUESTION_SOURCES,
	 .important = "source last_at stored redelivered quarantined findings edition deliveries",
	 .what = "What each source of the configuration has sent.",
	 .none = "no source has sent anything"},
	{.name = "findings", .question = QUESTION_FINDINGS, .with_vin = QUESTION_FINDINGS,
	 .important = "path problem value times source last_at foreseen_by first_at event_id "
	              "edition monitor_id",
	 .what = "Contract drift: what was sent that the source's edition does not foresee, since\n"
	         "when, how often, with one example, and which editions would have foreseen it.",
	 .none = "nothing was sent that is not foreseen", .complete = foresee},
	{.name = "quarantine", .question = QUESTION_QUARANTINE, .with_vin = QUESTION_QUARANTINE,
	 .important = "quarantine_id reason last_at source times bytes path first_at",
	 .what = "What could not be read as events.", .none = "the quarantine is empty"},
	{.name = "deliveries", .question = QUESTION_DELIVERIES, .with_vin = QUESTION_DELIVERIES,
	 .important = "delivery_id received_at outcome source events stored redelivered "
	              "quarantined findings status bytes shape",
	 .what = "The last requests, newest first.", .none = "no request has come"},
	{.name = "status", .question = QUESTION_STATUS, .with_vin = QUESTION_STATUS,
	 .important = "source state quiet_for sender_deletes events_per_minute redelivered_percent "
	              "last_event_at sender_deletes_from quarantined findings last_at "
	              "minutes_ago",
	 .what = "Whether events come, from which source, and since when not. A source is silent when it\n"
	 "has been quiet for longer than its own rhythm allows; then the exit status is 1, and so\n"
	 "it is when one has never sent anything. What the sender cannot deliver it deletes after\n"
	 "three days: the last columns say from when on, if what came last was the last it could\n"
	 "deliver.",
	 .none = "no source is configured", .complete = tell_status},
};

struct ask {
	const char *program, *config_file;
	const struct ask_verb *verb;
	struct filter filter;
	enum rows_format format;
	enum question question;
	struct rows *rows;
	struct arena arena;
	FILE *notes;                 /* for standard error, behind the answer */
	bool wrong;                  /* ends with EXIT_PROBLEM */
};

static const struct ask_verb *find_verb(const char *program)
{
	const char *name = strchr(program, ' ');

	for (size_t i = 0; name != NULL && i < sizeof VERBS / sizeof *VERBS; i++)
		if (strcmp(VERBS[i].name, name + 1) == 0)
			return &VERBS[i];
	return NULL;
}

static int print_usage(const struct ask *ask)
{
	static const char *const OPERANDS[] = {
		[OPERAND_NONE] = "", [OPERAND_VIN] = " VIN", [OPERAND_ACTION] = " [ACTION]",
	};

	printf("usage: %s%s [--json | --csv] [-n N] [FILTER...] [-c FILE]\n\n%s\n\n",
	       ask->program, OPERANDS[ask->verb->operand], ask->verb->what);
	fputs("      --json           one JSON object per line\n"
	      "      --csv            comma-separated values, with a heading (RFC 4180)\n"
	      "  -n, --limit N        at most so many rows (default: 1000; 0: all)\n"
	      OPTION_COLOR_HELP, stdout);
	if (ask->verb->question == QUESTION_ALERTS)
		fputs("      --all            those that are closed, too\n", stdout);
	/* Remote actions have no monitor. */
	fputs(ask->verb->question == QUESTION_REMOTES ? FILTER_HELP_VEHICLE FILTER_HELP_SOURCE
	                                              : FILTER_HELP, stdout);
	fputs(OPTION_HELP, stdout);
	return EXIT_GOOD;
}

/* ---- Rows ---- */

/* The last column of ask-findings.sql is the example's JSON: its place is taken by the
 * editions that have no such finding. */
static int foresee(struct ask *ask, const struct question_row *row,
                   struct question_cell *cells)
{
	struct question_cell *last = &cells[row->count - 1];
	const char *problem = arena_copy(&ask->arena, cells[3].text.at, cells[3].text.length);
	struct finding about = {
		.path = arena_copy(&ask->arena, cells[2].text.at, cells[2].text.length),
		.value = arena_copy(&ask->arena, cells[4].text.at, cells[4].text.length),
	};
	const char *list = "";
	unsigned editions;
	struct error error;

	if (last->kind == QUESTION_NULL || about.path == NULL || about.value == NULL ||
	    problem == NULL || !finding_problem_find(problem, &about.problem) ||
	    foreseen_by(last->text, &about, &ask->arena, &editions, &error) != 0) {
		*last = (struct question_cell){.kind = QUESTION_NULL};
		return 0;
	}
	for (int i = 0; i < EDITION_COUNT && list != NULL; i++)
		if (editions & edition_at(i))
			list = arena_format(&ask->arena, "%s%s%s", list, *list ? " " : "",
			                    edition_name(edition_at(i)));
	if (list == NULL)
		return -1;
	*last = (struct question_cell){.kind = QUESTION_TEXT,
	                               .text = text_of(*list ? list : "none")};
	return 0;
}

static int tell_status(struct ask *ask, const struct question_row *row,
                       struct question_cell *cells)
{
	(void)row;
	return status_complete(cells, ask->program, &ask->arena, ask->notes, &ask->wrong);
}

static int take(void *context, const struct question_row *row)
{
	struct ask *ask = context;
	struct question_cell *cells;
	int result;

	if (ask->verb->complete == NULL || ask->question != ask->verb->question)
		return rows_add(ask->rows, row->cells);
	cells = arena_alloc(&ask->arena, (size_t)row->count * sizeof *cells);
	if (cells == NULL)
		return -1;
	memcpy(cells, row->cells, (size_t)row->count * sizeof *cells);
	result = ask->verb->complete(ask, row, cells) != 0 ? -1 : rows_add(ask->rows, cells);
	arena_reset(&ask->arena);
	return result;
}

/* ---- Asking ---- */

/* The columns' names outlive the rows, so they lie in an arena of their own. */
static int answer(struct ask *ask, struct query *query, struct arena *names_arena,
                  int64_t *count, struct error *error)
{
	const char *const *names;
	const char **own;
	int columns, result;

	if (question_columns(query, ask->question, names_arena, &names, &columns, error) != 0)
		return -1;
	own = arena_alloc(names_arena, (size_t)columns * sizeof *own);
	if (own == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the answer");
	memcpy(own, names, (size_t)columns * sizeof *own);
	if (ask->question == QUESTION_FINDINGS)
		own[columns - 1] = "foreseen_by";
	ask->rows = rows_begin(stdout, ask->format, own, columns);
	if (ask->rows == NULL || rows_rank(ask->rows, ask->verb->important) != 0)
		return error_set(error, ERROR_MEMORY, "no memory for the answer");
	error_set(error, ERROR_SYSTEM, "the answer cannot be written");
	result = question_ask(query, ask->question, &ask->filter.question, take, ask, count,
	                      error);
	if (rows_end(ask->rows) != 0 && result == 0)
		result = error_set(error, ERROR_SYSTEM, "the answer cannot be written");
	return result;
}

static bool shows_last(const struct ask *ask)
{
	return ask->verb->last || ask->question == QUESTION_TRACK;
}

static int tell_count(const struct ask *ask, struct query *query, int64_t count,
                      struct error *error)
{
	const struct lack_answer answer = {
		.program = ask->program, .none = ask->verb->none, .rows = count,
		.derived = ask->verb->derived,
	};
	int64_t limit = ask->filter.question.limit;
	bool unknown;

	if (limit > 0 && count == limit)
		fprintf(stderr, "%s: the %s %" PRId64 " rows; --limit 0 shows all\n", ask->program,
		        shows_last(ask) ? "last" : "first", count);
	if (lack_tell(query, &ask->filter.question, &answer, &unknown, error) != 0)
		return option_failed(ask->program, error);
	return ask->wrong || unknown ? EXIT_PROBLEM : EXIT_GOOD;
}

/* The notes are for behind the answer. */
static void put_notes(struct ask *ask, char **notes)
{
	if (ask->notes != NULL)
		fclose(ask->notes);
	if (*notes != NULL)
		fputs(*notes, stderr);
	free(*notes);
}

static int run(struct ask *ask)
{
	struct arena names = ARENA_EMPTY;
	struct config *config;
	struct query *query = NULL;
	struct error error;
	char *notes = NULL;
	size_t notes_length;
	int64_t count = 0;
	int status;

	if (option_config(ask->program, ask->config_file, &config) != 0)
		return EXIT_PROBLEM;
	ask->filter.question.configured = config_source_names(config, &names);
	ask->notes = open_memstream(&notes, &notes_length);
	if (ask->filter.question.configured == NULL || ask->notes == NULL)
		error_set(&error, ERROR_MEMORY, "no memory for the answer");
	if (ask->filter.question.configured == NULL || ask->notes == NULL ||
	    query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	    answer(ask, query, &names, &count, &error) != 0)
		status = option_failed(ask->program, &error);
	else
		status = tell_count(ask, query, count, &error);
	put_notes(ask, &notes);
	query_close(query);
	arena_free(&names);
	arena_free(&ask->arena);
	config_free(config);
	return status;
}

/* ---- The command line ---- */

static int take_operand(struct ask *ask, int argc, char **argv)
{
	enum operand operand = ask->verb->operand;

	if (optind < argc && operand != OPERAND_NONE) {
		if (operand == OPERAND_VIN)
			ask->filter.question.vin = argv[optind++];
		else
			ask->filter.question.operand = argv[optind++];
		ask->question = ask->verb->with_operand;
	} else if (operand == OPERAND_VIN && ask->filter.question.vin == NULL) {
		return option_wrong(ask->program, "which vehicle? Name its VIN");
	}
	if (optind < argc)
		return option_wrong(ask->program, "`%s` is too much", argv[optind]);
	return EXIT_GOOD;
}

enum { OPTION_ALL = FILTER_END, OPTION_JSON, OPTION_CSV, OPTION_COLOR };

static int take_option(struct ask *ask, int c)
{
	uint64_t limit;
	int taken = filter_take(&ask->filter, ask->program, c, optarg);

	if (taken != 0)
		return taken > 0 ? EXIT_GOOD : EXIT_USAGE;
	switch (c) {
	case 'n':
		if (option_number(ask->program, "--limit", optarg, 0, LIMIT_MAX, &limit) != 0)
			return EXIT_USAGE;
		ask->filter.question.limit = (int64_t)limit;
		return EXIT_GOOD;
	case 'c': ask->config_file = optarg; return EXIT_GOOD;
	case OPTION_ALL: ask->filter.question.all = true; return EXIT_GOOD;
	case OPTION_JSON: ask->format = ROWS_JSON; return EXIT_GOOD;
	case OPTION_CSV: ask->format = ROWS_CSV; return EXIT_GOOD;
	case OPTION_COLOR:
		return option_color(ask->program, optarg) == 0 ? EXIT_GOOD : EXIT_USAGE;
	default: return EXIT_USAGE;
	}
}

int verb_ask(int argc, char **argv)
{
	static const struct option LONG[] = {
		FILTER_OPTIONS, {"all", no_argument, NULL, OPTION_ALL},
		{"json", no_argument, NULL, OPTION_JSON}, {"csv", no_argument, NULL, OPTION_CSV},
		{"color", required_argument, NULL, OPTION_COLOR},
		{"limit", required_argument, NULL, 'n'}, {"config", required_argument, NULL, 'c'},
		{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0},
	};
	struct ask ask = {.program = argv[0], .verb = find_verb(argv[0])};
	char now[CLOCK_TEXT_SIZE];
	int c;

	ask.filter.question.limit = LIMIT_DEFAULT;
	ask.question = ask.verb->question;
	clock_format(clock_now_ms(), now);
	ask.filter.question.now = now;
	while ((c = getopt_long(argc, argv, "n:c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return print_usage(&ask);
		if (take_option(&ask, c) != EXIT_GOOD)
			return EXIT_USAGE;
	}
	if (ask.filter.question.vin != NULL)
		ask.question = ask.verb->with_vin;
	if (take_operand(&ask, argc, argv) != EXIT_GOOD)
		return EXIT_USAGE;
	return run(&ask);
}

/* silence: who has gone quiet against its own rhythm; for people, for cron, and a plugin
 * for Nagios and its kin, whose exit statuses and first line it has
 * (https://nagios-plugins.org/doc/guidelines.html). */
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tool/filter.h"
#include "tool/human-time.h"
#include "tool/option.h"
#include "tool/rows.h"
#include "tool/terminal.h"
#include "tool/verb.h"

#define HOUR_MS 3600000.0
#define LIMIT_DEFAULT 1000
#define LIMIT_MAX     1000000000

/* What the sender cannot deliver for 72 hours it deletes (contract section 9). A source
 * that is silent is critical a day before, whatever its rhythm. */
#define LAST_DAY_H 48.0

/* Silence beyond which a source or a monitor is critical: so many times what its rhythm
 * allows. */
#define CRITICAL_TIMES 2.0

/* Also the exit status. */
enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_CRITICAL, LEVEL_UNKNOWN };

static const struct {
	const char *title, *word;    /* for the first line, for the column */
} LEVELS[] = {
	[LEVEL_OK] = {"OK", "ok"}, [LEVEL_WARNING] = {"WARNING", "warning"},
	[LEVEL_CRITICAL] = {"CRITICAL", "critical"}, [LEVEL_UNKNOWN] = {"UNKNOWN", "unknown"},
};

enum kind { KIND_SOURCE, KIND_MONITOR, KIND_REMINDER, KIND_VEHICLE, KIND_COUNT };

/* A vehicle may stand in a garage, and reminders end with what they remind of: by
 * themselves these are no more than a warning. */
static const struct {
	const char *name, *operand;  /* as the column and the command line have it */
	bool may_be_critical;
} KINDS[KIND_COUNT] = {
	[KIND_SOURCE] = {"source", "sources", true},
	[KIND_MONITOR] = {"monitor", "monitors", true},
	[KIND_REMINDER] = {"reminder", NULL, false},
	[KIND_VEHICLE] = {"vehicle", "vehicles", false},
};

/* The columns of ask-silence.sql. */
enum { LEVEL, KIND, NAME, SOURCE, LAST_RECEIVED_AT, QUIET_H, USUAL_PAUSE_H, ALLOWED_H };

/* How long is too long: a time, or if that is 0 so many times what the rhythm allows. */
struct limit {
	double hours, times;
};

struct silence {
	const char *program, *config_file;
	struct filter filter;
	enum rows_format format;
	struct limit warning, critical;
	int64_t shown_max;
	struct rows *rows;
	struct arena arena, row;     /* the second is for one row */
	int64_t watched[KIND_COUNT], silent[KIND_COUNT], shown, held_back;
	enum level level;            /* of the worst */
	const char *worst;           /* which that is, in words */
	double longest_h;
};

static const char USAGE[] =
	"usage: carhook silence [sources | monitors | vehicles] [--warning LIMIT]\n"
	"                       [--critical LIMIT] [--json | --csv] [-n N] [FILTER...] [-c FILE]\n"
	"\n"
	"Sources, monitors, reminders of monitors and vehicles that have been quiet for longer\n"
	"than their own rhythm allows. The first line is for Nagios, and so is the exit status:\n"
	"0 nobody is silent, 1 warning, 2 critical, 3 it cannot be known.\n"
	"\n"
	"      --warning LIMIT  quiet for longer is a warning. LIMIT is an age such as 6h, or\n"
	"                       how many times what the rhythm allows (default: 1)\n"
	"      --critical LIMIT the same. Default: 2 for sources and monitors, and 2 days for\n"
	"                       a source that is silent; the others are a warning only\n"
	"      --all            those that are not silent, too\n"
	"      --json           one JSON object per line, the summary on standard error\n"
	"      --csv            comma-separated values, with a heading (RFC 4180)\n"
	"  -n, --limit N        at most so many rows (default: 1000; 0: all)\n"
	OPTION_COLOR_HELP
	FILTER_HELP
	OPTION_HELP;

/* ---- One row ---- */

static enum kind kind_of(struct text word)
{
	enum kind kind = KIND_SOURCE;

	while (kind < KIND_VEHICLE && !text_is(word, KINDS[kind].name))
		kind++;
	return kind;
}

static bool is_beyond(struct limit limit, double quiet_h, double allowed_h)
{
	return quiet_h > (limit.hours > 0 ? limit.hours : limit.times * allowed_h);
}

static bool is_set(struct limit limit)
{
	return limit.hours > 0 || limit.times > 0;
}

static enum level judge(const struct silence *silence, enum kind kind, double quiet_h,
                        double allowed_h)
{
	static const struct limit TWICE = {.times = CRITICAL_TIMES};
	bool warned = is_beyond(silence->warning, quiet_h, allowed_h);

	if (is_set(silence->critical))
		return is_beyond(silence->critical, quiet_h, allowed_h) ? LEVEL_CRITICAL
		       : warned ? LEVEL_WARNING : LEVEL_OK;
	if (KINDS[kind].may_be_critical && warned &&
	    (is_beyond(TWICE, quiet_h, allowed_h) ||
	     (kind == KIND_SOURCE && quiet_h >= LAST_DAY_H)))
		return LEVEL_CRITICAL;
	return warned ? LEVEL_WARNING : LEVEL_OK;
}

/* The first line goes into logs and mails, so it names no vehicle; and a bar would begin
 * Nagios' figures. */
static const char *name_for_summary(struct silence *silence, enum kind kind, struct text name)
{
	char *copy = arena_copy(&silence->arena, name.at, name.length);

	if (kind == KIND_VEHICLE)
		return "";
	for (char *c = copy; c != NULL && *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f || *c == '|')
			*c = '?';
	return copy ? copy : "";
}

static double hours_of(const struct question_cell *cell)
{
	return cell->kind == QUESTION_REAL ? cell->real : (double)cell->integer;
}

static int note_worst(struct silence *silence, enum kind kind, enum level level,
                      const struct question_cell *cells)
{
	char quiet[HUMAN_DURATION_SIZE], usual[HUMAN_DURATION_SIZE];
	const char *name;

	if (level <= silence->level)
		return 0;
	silence->level = level;
	name = name_for_summary(silence, kind, cells[NAME].text);
	human_duration(quiet, (int64_t)(hours_of(&cells[QUIET_H]) * HOUR_MS));
	human_duration(usual, (int64_t)(hours_of(&cells[USUAL_PAUSE_H]) * HOUR_MS));
	silence->worst = arena_format(&silence->arena, "%s%s%s for %s, usually %s%s",
	                              KINDS[kind].name, *name ? " " : "", name, quiet,
	                              kind == KIND_VEHICLE ? "about " : "at most ", usual);
	return silence->worst ? 0 : -1;
}

static int show(struct silence *silence, const struct question_row *row, enum level level)
{
	struct question_cell *cells;
	int result;

	if (silence->shown_max > 0 && silence->shown >= silence->shown_max) {
		silence->held_back++;
		return 0;
	}
	silence->shown++;
	cells = arena_alloc(&silence->row, (size_t)row->count * sizeof *cells);
	if (cells == NULL)
		return -1;
	memcpy(cells, row->cells, (size_t)row->count * sizeof *cells);
	cells[LEVEL] = (struct question_cell){.kind = QUESTION_TEXT,
	                                      .text = text_of(LEVELS[level].word)};
	result = rows_add(silence->rows, cells);
	arena_reset(&silence->row);
	return result;
}

static int take(void *context, const struct question_row *row)
{
	struct silence *silence = context;
	enum kind kind = kind_of(row->cells[KIND].text);
	double quiet_h = hours_of(&row->cells[QUIET_H]);
	enum level level = judge(silence, kind, quiet_h, hours_of(&row->cells[ALLOWED_H]));

	silence->watched[kind]++;
	if (level != LEVEL_OK) {
		silence->silent[kind]++;
		if (quiet_h > silence->longest_h)
			silence->longest_h = quiet_h;
	}
	if (note_worst(silence, kind, level, row->cells) != 0)
		return -1;
	return level != LEVEL_OK || silence->filter.question.all ? show(silence, row, level) : 0;
}

/* ---- The first line ---- */

static const char NO_RHYTHM[] = "nobody that is asked for has a rhythm yet: that takes four "
	"hours, or of a monitor and a vehicle four days, in which something came";

/* For programs that read the rows the line is beside them. */
static FILE *summary_stream(const struct silence *silence)
{
	return silence->format == ROWS_TABLE ? stdout : stderr;
}

/* What went wrong is told on standard error, too, where people look. */
static int unknown(const struct silence *silence, const char *why)
{
	if (silence->format == ROWS_TABLE)
		printf("SILENCE %s - %s\n", LEVELS[LEVEL_UNKNOWN].title, why);
	return LEVEL_UNKNOWN;
}

static int64_t sum(const int64_t counts[KIND_COUNT])
{
	int64_t all = 0;

	for (int i = 0; i < KIND_COUNT; i++)
		all += counts[i];
	return all;
}

/* label=value;warning;critical;minimum;maximum, of each kind that is watched. */
static void put_figures(FILE *to, const struct silence *silence)
{
	fputs(" |", to);
	for (int i = 0; i < KIND_COUNT; i++)
		if (silence->watched[i] > 0)
			fprintf(to, " silent_%ss=%" PRId64 ";;;0;%" PRId64, KINDS[i].name,
			        silence->silent[i], silence->watched[i]);
	fprintf(to, " longest=%.0fs;;;0\n", silence->longest_h * 3600);
}

static int tell(const struct silence *silence)
{
	FILE *to = summary_stream(silence);
	int64_t watched = sum(silence->watched), silent = sum(silence->silent);

	if (watched == 0) {
		fprintf(stderr, "%s: %s\n", silence->program, NO_RHYTHM);
		return unknown(silence, NO_RHYTHM);
	}
	fprintf(to, "SILENCE %s - %" PRId64 " of %" PRId64 " silent", LEVELS[silence->level].title,
	        silent, watched);
	if (silence->worst != NULL)
		fprintf(to, ": %s%s", silence->worst, silent > 1 ? ", and others" : "");
	put_figures(to, silence);
	return (int)silence->level;
}

/* ---- Asking ---- */

static int answer(struct silence *silence, struct query *query, struct arena *names_arena,
                  struct error *error)
{
	const char *const *names;
	int columns;
	int64_t count;

	if (question_columns(query, QUESTION_SILENCE, names_arena, &names, &columns, error) != 0)
		return -1;
	silence->rows = rows_begin(stdout, silence->format, names, columns);
	if (silence->rows == NULL ||
	    rows_rank(silence->rows, "level kind name last_received_at quiet_h usual_pause_h "
	                             "source allowed_h") != 0)
		return error_set(error, ERROR_MEMORY, "no memory for the answer");
	error_set(error, ERROR_SYSTEM, "the answer cannot be written");
	return question_ask(query, QUESTION_SILENCE, &silence->filter.question, take, silence,
	                    &count, error);
}

/* A table is held until rows_end, so the first line comes before it. */
static int finish(struct silence *silence, bool failed, const struct error *error)
{
	int status = failed ? unknown(silence, error->text) : tell(silence);

	if (failed)
		option_failed(silence->program, error);
	if (silence->rows != NULL && rows_end(silence->rows) != 0 && !failed)
		return LEVEL_UNKNOWN;
	if (!failed && silence->held_back > 0)
		fprintf(stderr, "%s: the first %" PRId64 " rows; --limit 0 shows all\n",
		        silence->program, silence->shown);
	return status;
}

static int run(struct silence *silence)
{
	struct arena names = ARENA_EMPTY;
	struct config *config = NULL;
	struct query *query = NULL;
	struct error error;
	int status;
	bool failed = config_read(config_path(silence->config_file), &config, &error) != 0 ||
	              query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	              answer(silence, query, &names, &error) != 0;

	status = finish(silence, failed, &error);
	query_close(query);
	arena_free(&names);
	arena_free(&silence->arena);
	arena_free(&silence->row);
	config_free(config);
	return status;
}

/* ---- The command line ---- */

/* Two and a half times what is allowed, or two hours. */
static int take_limit(const struct silence *silence, const char *name, const char *argument,
                      struct limit *limit)
{
	char *end;
	double times = strtod(argument, &end);
	int64_t ms;

	if (end != argument && *end == '\0' && times > 0 && times < LIMIT_MAX) {
		*limit = (struct limit){.times = times};
		return 0;
	}
	if (human_age_read(argument, &ms) && ms > 0) {
		*limit = (struct limit){.hours = (double)ms / HOUR_MS};
		return 0;
	}
	option_wrong(silence->program, "%s wants an age such as 6h, or how many times what the "
	             "rhythm allows, such as 1.5, not `%s`", name, argument);
	return -1;
}

static int take_operand(struct silence *silence, int argc, char **argv)
{
	if (optind == argc)
		return 0;
	for (int i = 0; i < KIND_COUNT; i++)
		if (KINDS[i].operand != NULL && strcmp(argv[optind], KINDS[i].operand) == 0)
			silence->filter.question.operand = KINDS[i].operand;
	if (silence->filter.question.operand == NULL) {
		option_wrong(silence->program, "sources, monitors or vehicles, not `%s`",
		             argv[optind]);
		return -1;
	}
	if (++optind == argc)
		return 0;
	option_wrong(silence->program, "`%s` is too much", argv[optind]);
	return -1;
}

enum { OPTION_ALL = FILTER_END, OPTION_JSON, OPTION_CSV, OPTION_WARNING, OPTION_CRITICAL,
       OPTION_COLOR };

/* 0, or -1 after option_wrong or getopt's own words. */
static int take_option(struct silence *silence, int c)
{
	uint64_t limit;
	int taken = filter_take(&silence->filter, silence->program, c, optarg);

	if (taken != 0)
		return taken > 0 ? 0 : -1;
	switch (c) {
	case 'n':
		if (option_number(silence->program, "--limit", optarg, 0, LIMIT_MAX, &limit) != 0)
			return -1;
		silence->shown_max = (int64_t)limit;
		return 0;
	case 'c': silence->config_file = optarg; return 0;
	case OPTION_ALL: silence->filter.question.all = true; return 0;
	case OPTION_JSON: silence->format = ROWS_JSON; return 0;
	case OPTION_CSV: silence->format = ROWS_CSV; return 0;
	case OPTION_WARNING:
		return take_limit(silence, "--warning", optarg, &silence->warning);
	case OPTION_CRITICAL:
		return take_limit(silence, "--critical", optarg, &silence->critical);
	case OPTION_COLOR: return option_color(silence->program, optarg);
	default: return -1;
	}
}

int verb_silence(int argc, char **argv)
{
	static const struct option LONG[] = {
		FILTER_OPTIONS, {"all", no_argument, NULL, OPTION_ALL},
		{"json", no_argument, NULL, OPTION_JSON}, {"csv", no_argument, NULL, OPTION_CSV},
		{"warning", required_argument, NULL, OPTION_WARNING},
		{"critical", required_argument, NULL, OPTION_CRITICAL},
		{"color", required_argument, NULL, OPTION_COLOR},
		{"limit", required_argument, NULL, 'n'}, {"config", required_argument, NULL, 'c'},
		{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0},
	};
	struct silence silence = {.program = argv[0], .warning = {.times = 1},
	                          .shown_max = LIMIT_DEFAULT};
	char now[CLOCK_TEXT_SIZE];
	int c;

	clock_format(clock_now_ms(), now);
	silence.filter.question.now = now;
	while ((c = getopt_long(argc, argv, "n:c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? LEVEL_UNKNOWN : LEVEL_OK;
		if (take_option(&silence, c) != 0)
			return unknown(&silence, "the command line is wrong, see `carhook help silence`");
	}
	if (take_operand(&silence, argc, argv) != 0)
		return unknown(&silence, "the command line is wrong, see `carhook help silence`");
	return run(&silence);
}

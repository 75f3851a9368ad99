/* export: events, readings and positions as files for other programs. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "tool/filter.h"
#include "tool/geo.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/output.h"
#include "tool/rows.h"
#include "tool/terminal.h"
#include "tool/verb.h"

/* The log has no longer one. */
#define VIN_SIZE 257

static const char USAGE[] =
	"usage: carhook export events|readings|positions|trips [--format FORMAT] [-o FILE]\n"
	"                      [FILTER...] [-c FILE]\n"
	"\n"
	"Writes what is asked for as it is read, so that any number of rows takes no memory.\n"
	"\n"
	"      --format FORMAT  csv (the default) or jsonl; of positions also\n"
	"                       geojson (points), tracks (GeoJSON lines, one a trip) and gpx\n"
	"                       (a track a vehicle, a segment a trip)\n"
	"  -o, --output FILE    a new file, which appears when it is whole\n"
	FILTER_HELP OPTION_HELP;

static const struct subject {
	const char *name;
	enum question question;
	bool has_positions;
	bool by_vehicle;       /* the rows are in the vehicles' order, else in the events' */
	int column;            /* the VIN's or the event's id */
} SUBJECTS[] = {
	{"events", QUESTION_EVENTS, false, false, 0},
	{"readings", QUESTION_READINGS, false, false, 2},
	{"positions", QUESTION_TRACKS, true, true, 0},
	{"trips", QUESTION_TRIPS, false, true, 0},
};

static const struct format {
	const char *name;
	bool is_geo;
	enum rows_format rows;
	enum geo_format geo;
} FORMATS[] = {
	{"csv", false, ROWS_CSV, GEO_POINTS}, {"jsonl", false, ROWS_JSON, GEO_POINTS},
	{"geojson", true, ROWS_CSV, GEO_POINTS}, {"tracks", true, ROWS_CSV, GEO_TRACKS},
	{"gpx", true, ROWS_CSV, GEO_GPX},
};

struct export {
	const char *program, *config_file, *file;
	const struct subject *subject;
	const struct format *format;
	struct filter filter;
	struct output output;
	struct rows *rows;
	struct geo geo;
	struct terminal_progress progress;
	uint64_t rows_done, vehicles;
	char vin[VIN_SIZE];          /* of the last row */
};

/* ---- How far it has come ---- */

/* Rows in the order of the events have come as far as their ids; others, vehicle by
 * vehicle, as far as these. Of an answer that is confined nobody knows beforehand how long
 * it will be: then its rows are counted. */
static int know_the_end(struct export *export, struct query *query, struct error *error)
{
	const struct question_filter *filter = &export->filter.question;
	int64_t total;

	export->progress.noun = "rows";
	if (filter->vin || filter->fleet || filter->monitor || filter->source)
		return 0;
	export->progress.noun = export->subject->by_vehicle ? "vehicles" : "events";
	if (export->subject->by_vehicle ? query_count_vehicles(query, &total, error) != 0
	                                : query_last_event(query, &total, error) != 0)
		return -1;
	export->progress.total = (uint64_t)total;
	return 0;
}

/* Counts the vehicle of this row, if it is another one than that of the last. */
static void count_vehicle(struct export *export, struct text vin)
{
	if (text_is(vin, export->vin))
		return;
	snprintf(export->vin, sizeof export->vin, "%.*s", (int)vin.length, vin.at ? vin.at : "");
	export->vehicles++;
}

static void draw_progress(struct export *export, const struct question_cell *cells)
{
	const struct subject *subject = export->subject;

	export->rows_done++;
	if (subject->by_vehicle)
		count_vehicle(export, cells[subject->column].text);
	terminal_progress_draw(&export->progress,
	                       export->progress.total == 0 ? export->rows_done :
	                       subject->by_vehicle ? export->vehicles :
	                       (uint64_t)cells[subject->column].integer);
}

/* ---- Writing ---- */

static int take(void *context, const struct question_row *row)
{
	struct export *export = context;
	int result = export->rows ? rows_add(export->rows, row->cells)
	                          : geo_add(&export->geo, row->cells);

	if (result != 0 || ferror(export->output.to) || interrupt_came())
		return -1;
	draw_progress(export, row->cells);
	return 0;
}

/* While the rows are sorted there is none that `take` could end it at. */
static int watch(void *context)
{
	(void)context;
	return interrupt_came();
}

static int ask(struct export *export, struct query *query, struct error *error)
{
	int64_t rows;

	return question_ask(query, export->subject->question, &export->filter.question, take,
	                    export, &rows, error);
}

static int write_rows(struct export *export, struct query *query, struct error *error)
{
	struct arena arena = ARENA_EMPTY;
	const char *const *names;
	int count, result;

	if (question_columns(query, export->subject->question, &arena, &names, &count,
	                     error) != 0) {
		arena_free(&arena);
		return -1;
	}
	export->rows = rows_begin(export->output.to, export->format->rows, names, count);
	if (export->rows == NULL) {
		arena_free(&arena);
		return error_set(error, ERROR_MEMORY, "no memory for the rows");
	}
	result = ask(export, query, error);
	if (rows_end(export->rows) != 0)
		result = -1;
	arena_free(&arena);
	return result;
}

static int write_geo(struct export *export, struct query *query, struct error *error)
{
	int result;

	geo_begin(&export->geo, export->output.to, export->format->geo);
	result = ask(export, query, error);
	if (result == 0)
		geo_end(&export->geo);
	geo_free(&export->geo);
	return result;
}

static int write_all(struct export *export, struct query *query, struct error *error)
{
	int result;

	if (know_the_end(export, query, error) != 0)
		return -1;
	query_watch(query, watch, NULL);
	if (export->file != NULL || !isatty(STDOUT_FILENO))
		terminal_progress_start(&export->progress);
	/* The one reason for which `take` fails; a failed question says another. */
	error_set(error, ERROR_SYSTEM, "the rows cannot be written");
	errno = 0;
	result = export->format->is_geo ? write_geo(export, query, error)
	                                : write_rows(export, query, error);
	if (ferror(export->output.to) && errno != 0)
		error_set(error, ERROR_SYSTEM, "the rows cannot be written: %s", strerror(errno));
	terminal_progress_end(&export->progress);
	if (interrupt_came())
		return error_set(error, ERROR_SYSTEM, "stopped; %s",
		                 export->file ? "no file is written" : "the output is not whole");
	return result;
}

static int run(struct export *export)
{
	struct config *config;
	struct query *query = NULL;
	struct error error;
	int status = EXIT_GOOD;

	if (option_config(export->program, export->config_file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	    output_open(&export->output, export->file, &error) != 0 ||
	    write_all(export, query, &error) != 0 ||
	    output_finish(&export->output, &error) != 0)
		status = option_failed(export->program, &error);
	output_give_up(&export->output);
	query_close(query);
	config_free(config);
	return interrupt_came() ? interrupt_status() : status;
}

/* ---- The command line ---- */

enum { OPTION_FORMAT = FILTER_END };

static int take_format(struct export *export, const char *name)
{
	for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
		if (strcmp(FORMATS[i].name, name) == 0) {
			export->format = &FORMATS[i];
			return EXIT_GOOD;
		}
	return option_wrong(export->program,
	                    "there is no format `%s`; there are csv, jsonl, geojson, tracks, gpx",
	                    name);
}

static int take_option(struct export *export, int c)
{
	int taken = filter_take(&export->filter, export->program, c, optarg);

	if (taken != 0)
		return taken > 0 ? EXIT_GOOD : EXIT_USAGE;
	switch (c) {
	case OPTION_FORMAT: return take_format(export, optarg);
	case 'o': export->file = optarg; return EXIT_GOOD;
	case 'c': export->config_file = optarg; return EXIT_GOOD;
	default: return EXIT_USAGE;
	}
}

static int take_subject(struct export *export, int argc, char **argv)
{
	if (optind == argc)
		return option_wrong(export->program, "export what? events, readings, positions "
		                    "or trips");
	for (size_t i = 0; i < sizeof SUBJECTS / sizeof *SUBJECTS; i++)
		if (strcmp(SUBJECTS[i].name, argv[optind]) == 0)
			export->subject = &SUBJECTS[i];
	if (export->subject == NULL)
		return option_wrong(export->program, "`%s` cannot be exported; events, readings, "
		                    "positions and trips can", argv[optind]);
	if (optind + 1 < argc)
		return option_wrong(export->program, "`%s` is too much", argv[optind + 1]);
	if (export->format->is_geo && !export->subject->has_positions)
		return option_wrong(export->program, "%s is a format of positions",
		                    export->format->name);
	return EXIT_GOOD;
}

int verb_export(int argc, char **argv)
{
	static const struct option LONG[] = {
		FILTER_OPTIONS, {"format", required_argument, NULL, OPTION_FORMAT},
		{"output", required_argument, NULL, 'o'}, {"config", required_argument, NULL, 'c'},
		{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0},
	};
	struct export export = {.program = argv[0], .format = &FORMATS[0]};
	int c;

	while ((c = getopt_long(argc, argv, "o:c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (take_option(&export, c) != EXIT_GOOD)
			return EXIT_USAGE;
	}
	if (take_subject(&export, argc, argv) != EXIT_GOOD)
		return EXIT_USAGE;
	return run(&export);
}

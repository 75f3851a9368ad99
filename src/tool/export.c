/* export: events, readings and positions as files for other programs. */
#include <getopt.h>
#include <inttypes.h>
#include <string.h>

#include "tool/filter.h"
#include "tool/geo.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/output.h"
#include "tool/rows.h"
#include "tool/terminal.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook export events|readings|positions|trips [--format FORMAT] [-o FILE]\n"
	"                      [FILTER...] [-c FILE]\n"
	"\n"
	"Writes what is asked for as it is read, so that any number of rows takes no memory.\n"
	"\n"
	"      --format FORMAT  csv (the default) or jsonl; of positions also\n"
	"                       geojson (points), tracks (GeoJSON lines, one a vehicle), gpx\n"
	"                       (a track a vehicle, a segment a trip)\n"
	"  -o, --output FILE    a new file, which appears when it is whole\n"
	FILTER_HELP OPTION_HELP;

static const struct subject {
	const char *name;
	enum question question;
	bool has_positions;
} SUBJECTS[] = {
	{"events", QUESTION_EVENTS, false}, {"readings", QUESTION_READINGS, false},
	{"positions", QUESTION_TRACKS, true}, {"trips", QUESTION_TRIPS, false},
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
	uint64_t done;
};

/* ---- Writing ---- */

static int take(void *context, const struct question_row *row)
{
	struct export *export = context;

	terminal_progress_draw(&export->progress, ++export->done);
	if (export->done > export->progress.total)
		export->progress.total = export->done;
	if (export->rows != NULL)
		return interrupt_came() ? -1 : rows_add(export->rows, row->cells);
	geo_add(&export->geo, row->cells);
	return interrupt_came() || ferror(export->output.to) ? -1 : 0;
}

static int write_rows(struct export *export, struct query *query, struct error *error)
{
	struct arena arena = ARENA_EMPTY;
	const char *const *names;
	int count, result;
	int64_t rows;

	if (question_columns(query, export->subject->question, &arena, &names, &count,
	                     error) != 0)
		return -1;
	export->rows = rows_begin(export->output.to, export->format->rows, names, count);
	if (export->rows == NULL) {
		arena_free(&arena);
		return error_set(error, ERROR_MEMORY, "no memory for the rows");
	}
	result = question_ask(query, export->subject->question, &export->filter.question, take,
	                      export, &rows, error);
	if (rows_end(export->rows) != 0)
		result = -1;
	arena_free(&arena);
	return result;
}

static int write_geo(struct export *export, struct query *query, struct error *error)
{
	int64_t rows;
	int result;

	geo_begin(&export->geo, export->output.to, export->format->geo);
	result = question_ask(query, export->subject->question, &export->filter.question, take,
	                      export, &rows, error);
	if (result == 0)
		geo_end(&export->geo);
	return result;
}

static int write_all(struct export *export, struct query *query, struct error *error)
{
	struct query_counts counts;
	int result;

	if (query_count(query, &counts, error) != 0)
		return -1;
	export->progress.total = (uint64_t)counts.events;
	export->progress.noun = "rows";
	if (export->file != NULL)
		terminal_progress_start(&export->progress);
	error_set(error, ERROR_SYSTEM, "the rows cannot be written");
	result = export->format->is_geo ? write_geo(export, query, error)
	                                : write_rows(export, query, error);
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
	return interrupt_came() ? EXIT_INTERRUPTED : status;
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

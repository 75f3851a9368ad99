/* disclose: everything that is held on one vehicle, as a folder of files (GDPR art. 15). */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "tool/filter.h"
#include "tool/option.h"
#include "tool/output.h"
#include "tool/rows.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook disclose --vin VIN FOLDER [-c FILE]\n"
	"\n"
	"Writes everything that is held on a vehicle into a new folder: its events as they were\n"
	"sent, what was derived from them, and what could not be read and names it.\n"
	"\n"
	"      --vin VIN        the vehicle\n"
	OPTION_HELP;

/* Finding and quarantine rows are about the vehicle where they hold what it sent. */
static const struct {
	const char *file;
	enum question question;
	enum rows_format format;
	bool all;
} FILES[] = {
	{"events.jsonl", QUESTION_EVENTS, ROWS_JSON, false},
	{"vehicle.csv", QUESTION_VEHICLES, ROWS_CSV, false},
	{"story.csv", QUESTION_VEHICLE, ROWS_CSV, false},
	{"readings.csv", QUESTION_READINGS, ROWS_CSV, false},
	{"positions.csv", QUESTION_TRACK, ROWS_CSV, false},
	{"alerts.csv", QUESTION_ALERTS, ROWS_CSV, true},
	{"trips.csv", QUESTION_TRIPS, ROWS_CSV, false},
	{"remotes.csv", QUESTION_REMOTES, ROWS_CSV, false},
	{"findings.csv", QUESTION_VEHICLE_FINDINGS, ROWS_CSV, false},
	{"quarantine.jsonl", QUESTION_VEHICLE_QUARANTINE, ROWS_JSON, false},
};

static int take(void *context, const struct question_row *row)
{
	return rows_add(context, row->cells);
}

static int write_rows(struct query *query, size_t i, const char *vin, FILE *to,
                      int64_t *rows, struct error *error)
{
	const struct question_filter filter = {.vin = vin, .all = FILES[i].all};
	struct arena arena = ARENA_EMPTY;
	const char *const *names;
	struct rows *out;
	int count, result = -1;

	if (question_columns(query, FILES[i].question, &arena, &names, &count, error) != 0)
		return -1;
	out = rows_begin(to, FILES[i].format, names, count);
	error_set(error, ERROR_SYSTEM, "%s cannot be written", FILES[i].file);
	if (out != NULL)
		result = question_ask(query, FILES[i].question, &filter, take, out, rows, error);
	if (out != NULL && rows_end(out) != 0)
		result = -1;
	arena_free(&arena);
	return result;
}

static int write_file(struct query *query, size_t i, const char *vin, const char *folder,
                      int64_t *rows, struct error *error)
{
	struct arena arena = ARENA_EMPTY;
	const char *path = arena_format(&arena, "%s/%s", folder, FILES[i].file);
	struct output output = {.to = NULL};
	int result = -1;

	if (path == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for a file name");
	if (output_open(&output, path, error) == 0 &&
	    write_rows(query, i, vin, output.to, rows, error) == 0)
		result = output_finish(&output, error);
	output_give_up(&output);
	arena_free(&arena);
	return result;
}

static int disclose(struct query *query, const char *vin, const char *folder,
                    struct error *error)
{
	int64_t rows;

	if (mkdir(folder, S_IRWXU) != 0)
		return error_set(error, ERROR_SYSTEM, "cannot make the folder %s: %s", folder,
		                 strerror(errno));
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		rows = 0;
		if (write_file(query, i, vin, folder, &rows, error) != 0)
			return -1;
		printf("%s/%s: %" PRId64 "\n", folder, FILES[i].file, rows);
	}
	return 0;
}

static int run(const char *program, const char *file, const char *vin, const char *folder)
{
	struct config *config;
	struct query *query = NULL;
	struct error error;
	int status = EXIT_GOOD;

	if (option_config(program, file, &config) != 0)
		return EXIT_PROBLEM;
	if (query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	    disclose(query, vin, folder, &error) != 0)
		status = option_failed(program, &error);
	query_close(query);
	config_free(config);
	return status;
}

int verb_disclose(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"vin", required_argument, NULL, FILTER_VIN},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	const char *vin = NULL, *file = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		if (c == 'c')
			file = optarg;
		else
			vin = optarg;
	}
	if (vin == NULL || vin[0] == '\0')
		return option_wrong(argv[0], "which vehicle? Name it with --vin");
	if (optind == argc)
		return option_wrong(argv[0], "where to? Name a new folder");
	if (optind + 1 < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind + 1]);
	return run(argv[0], file, vin, argv[optind]);
}

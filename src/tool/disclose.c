/* disclose: everything that is held on one vehicle, as a folder of files (GDPR art. 15). */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool/filter.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/output.h"
#include "tool/rows.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook disclose --vin VIN FOLDER [-c FILE]\n"
	"\n"
	"Writes everything that is held on a vehicle into a new folder: its events as they were\n"
	"sent, what was derived from them, what else names it, and what could not be read and\n"
	"does. FOLDER appears when it is whole; Ctrl-C leaves none.\n"
	"\n"
	"      --vin VIN        the vehicle, in whole and as it was sent\n"
	OPTION_HELP;

/* What carhook erase counts as events, mentions, envelopes, bodies and findings stands in
 * the first five. */
static const struct {
	const char *file;
	enum question question;
	enum rows_format format;
	bool of_anybody;             /* tells nothing of the vehicle by itself */
} FILES[] = {
	{"events.jsonl", DISCLOSE_EVENTS, ROWS_JSON, false},
	{"mentions.jsonl", DISCLOSE_MENTIONS, ROWS_JSON, false},
	{"envelopes.jsonl", DISCLOSE_ENVELOPES, ROWS_JSON, false},
	{"quarantine.jsonl", DISCLOSE_QUARANTINE, ROWS_JSON, false},
	{"findings.csv", DISCLOSE_FINDINGS, ROWS_CSV, false},
	{"redeliveries.csv", DISCLOSE_REDELIVERIES, ROWS_CSV, false},
	{"vehicle.csv", DISCLOSE_VEHICLE, ROWS_CSV, false},
	{"latest.csv", DISCLOSE_LATEST, ROWS_CSV, false},
	{"story.csv", QUESTION_VEHICLE, ROWS_CSV, false},
	{"readings.csv", QUESTION_READINGS, ROWS_CSV, false},
	{"values.csv", DISCLOSE_VALUES, ROWS_CSV, false},
	{"positions.csv", DISCLOSE_POSITIONS, ROWS_CSV, false},
	{"alerts.csv", DISCLOSE_ALERTS, ROWS_CSV, false},
	{"trips.csv", DISCLOSE_TRIPS, ROWS_CSV, false},
	{"collisions.csv", DISCLOSE_COLLISIONS, ROWS_CSV, false},
	{"alarms.csv", DISCLOSE_ALARMS, ROWS_CSV, false},
	{"thefts.csv", DISCLOSE_THEFTS, ROWS_CSV, false},
	{"remotes.csv", QUESTION_REMOTES, ROWS_CSV, false},
	{"steps.csv", DISCLOSE_STEPS, ROWS_CSV, false},
	{"erasures.csv", DISCLOSE_ERASURES, ROWS_CSV, true},
};

#define FILE_COUNT (sizeof FILES / sizeof *FILES)

struct disclosure {
	struct query *query;
	const char *vin, *folder;
	const char *part;            /* what the folder is called until it is whole */
	struct arena arena;          /* of names */
	int64_t rows[FILE_COUNT];
};

/* ---- A file ---- */

static int take(void *context, const struct question_row *row)
{
	return rows_add(context, row->cells);
}

static int write_rows(struct disclosure *d, size_t i, FILE *to, struct error *error)
{
	const struct question_filter filter = {.vin = FILES[i].of_anybody ? NULL : d->vin};
	const char *const *names;
	struct rows *out;
	int count, result = -1;

	if (question_columns(d->query, FILES[i].question, &d->arena, &names, &count,
	                     error) != 0)
		return -1;
	out = rows_begin(to, FILES[i].format, names, count);
	error_set(error, ERROR_SYSTEM, "%s cannot be written", FILES[i].file);
	if (out != NULL)
		result = question_ask(d->query, FILES[i].question, &filter, take, out,
		                      &d->rows[i], error);
	if (out != NULL && rows_end(out) != 0)
		result = -1;
	return result;
}

static const char *path_of(struct disclosure *d, size_t i)
{
	return arena_format(&d->arena, "%s/%s", d->part, FILES[i].file);
}

static int write_file(struct disclosure *d, size_t i, struct error *error)
{
	const char *path = path_of(d, i);
	struct output output = {.to = NULL};
	int result = -1;

	if (path == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for a file name");
	if (output_open(&output, path, error) == 0 && write_rows(d, i, output.to, error) == 0)
		result = output_finish(&output, error);
	output_give_up(&output);
	return result;
}

/* ---- The folder ---- */

/* told/ is the folder told. */
static size_t length_of(const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	return length;
}

static int make_folder(struct disclosure *d, struct error *error)
{
	d->part = arena_format(&d->arena, "%.*s.part", (int)length_of(d->folder), d->folder);
	if (d->part == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for a folder's name");
	if (d->folder[0] == '\0')
		return error_set(error, ERROR_SYSTEM, "a folder has no empty name; name another");
	if (access(d->folder, F_OK) == 0)
		return error_set(error, ERROR_SYSTEM, "%s exists already; name another folder",
		                 d->folder);
	if (mkdir(d->part, S_IRWXU) == 0)
		return 0;
	return error_set(error, ERROR_SYSTEM, "cannot make the folder %s: %s%s", d->part,
	                 strerror(errno), errno == EEXIST ? "; remove what was left there" : "");
}

static void remove_folder(struct disclosure *d)
{
	for (size_t i = 0; i < FILE_COUNT; i++) {
		const char *path = path_of(d, i);

		if (path != NULL)
			unlink(path);
	}
	rmdir(d->part);
}

static int write_files(struct disclosure *d, struct error *error)
{
	int64_t rows = 0;

	for (size_t i = 0; i < FILE_COUNT; i++) {
		if (write_file(d, i, error) != 0)
			return -1;
		rows += FILES[i].of_anybody ? 0 : d->rows[i];
	}
	return rows > 0 ? 0 : error_set(error, ERROR_LIMIT, "nothing is held on such a vehicle; a "
	                                "VIN is named as it was sent, in whole: see carhook "
	                                "vehicles");
}

static int name_folder(struct disclosure *d, struct error *error)
{
	return rename(d->part, d->folder) == 0 ? 0 :
		error_set(error, ERROR_SYSTEM, "cannot name %s: %s", d->folder, strerror(errno));
}

static int disclose(struct disclosure *d, struct error *error)
{
	int result;

	if (make_folder(d, error) != 0)
		return -1;
	result = query_hold(d->query, error);
	if (result == 0)
		result = write_files(d, error);
	if (interrupt_came())
		result = error_set(error, ERROR_SYSTEM, "stopped; no folder is made");
	if (result == 0)
		result = name_folder(d, error);
	if (result != 0)
		remove_folder(d);
	for (size_t i = 0; i < FILE_COUNT && result == 0; i++)
		printf("%s/%s: %" PRId64 "\n", d->folder, FILES[i].file, d->rows[i]);
	return result;
}

static int watch(void *unused)
{
	(void)unused;
	return interrupt_came();
}

static int run(const char *program, const char *file, const char *vin, const char *folder)
{
	struct disclosure d = {.vin = vin, .folder = folder, .arena = ARENA_EMPTY};
	struct config *config;
	struct error error;
	int status = EXIT_GOOD;

	if (option_config(program, file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (query_open(&d.query, config->database, config->busy_timeout_ms, &error) == 0)
		query_watch(d.query, watch, NULL);
	if (d.query == NULL || disclose(&d, &error) != 0)
		status = option_failed(program, &error);
	query_close(d.query);
	arena_free(&d.arena);
	config_free(config);
	return interrupt_came() ? interrupt_status() : status;
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

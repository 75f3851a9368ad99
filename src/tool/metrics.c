/* metrics: counters from the database in Prometheus' text exposition format 0.0.4.
 *
 * No label holds a VIN or anything else that a vehicle sent. */
#include <stdio.h>

#include "store/question.h"
#include "tool/option.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook metrics [-c FILE]\n"
	"\n"
	"Prints counters in Prometheus' text format, for a textfile collector or a script\n"
	"behind a web server.\n"
	"\n"
	OPTION_HELP;

static const struct metric {
	const char *name, *type, *help;
} METRICS[] = {
	{"carhook_deliveries_total", "counter", "Requests with the source's credential."},
	{"carhook_events_stored_total", "counter", "Events stored for the first time."},
	{"carhook_events_redelivered_total", "counter", "Events that were known already."},
	{"carhook_quarantined_total", "counter", "Bodies or parts that could not be read."},
	{"carhook_findings_total", "counter", "Deviations from the source's edition."},
	{"carhook_last_delivery_timestamp_seconds", "gauge", "When the last request came."},
	{"carhook_events_underived", "gauge", "Events that are not in the derived tables yet."},
	{"carhook_vehicles", "gauge", "Vehicles known."},
	{"carhook_open_alerts", "gauge", "Alerts of which nobody said that they are closed."},
};

/* The columns of ask-metrics.sql. */
enum { METRIC, SOURCE, OUTCOME, VALUE };

struct printer {
	const struct metric *last;
};

/* Names of sources are letters, digits, - and _; outcomes are words of this program: no
 * label needs escapes. */
static int take(void *context, const struct question_row *row)
{
	struct printer *printer = context;
	const struct question_cell *cells = row->cells;

	for (size_t i = 0; i < sizeof METRICS / sizeof *METRICS; i++)
		if (text_is(cells[METRIC].text, METRICS[i].name) && printer->last != &METRICS[i]) {
			printer->last = &METRICS[i];
			printf("# HELP %s %s\n# TYPE %s %s\n", METRICS[i].name, METRICS[i].help,
			       METRICS[i].name, METRICS[i].type);
		}
	fwrite(cells[METRIC].text.at, 1, cells[METRIC].text.length, stdout);
	if (cells[SOURCE].kind != QUESTION_NULL)
		printf("{source=\"%.*s\"", (int)cells[SOURCE].text.length, cells[SOURCE].text.at);
	if (cells[OUTCOME].kind != QUESTION_NULL)
		printf(",outcome=\"%.*s\"", (int)cells[OUTCOME].text.length,
		       cells[OUTCOME].text.at);
	printf("%s %.*s\n", cells[SOURCE].kind != QUESTION_NULL ? "}" : "",
	       (int)cells[VALUE].text.length, cells[VALUE].text.at);
	return ferror(stdout) ? -1 : 0;
}

static int run(const char *program, const struct config *config)
{
	const struct question_filter filter = {.vin = NULL};
	struct printer printer = {NULL};
	struct query *query = NULL;
	struct error error;
	int status = EXIT_GOOD;
	int64_t rows;

	error_set(&error, ERROR_SYSTEM, "the metrics cannot be written");
	if (query_open(&query, config->database, config->busy_timeout_ms, &error) != 0 ||
	    question_ask(query, QUESTION_METRICS, &filter, take, &printer, &rows, &error) != 0)
		status = option_failed(program, &error);
	query_close(query);
	return status;
}

int verb_metrics(int argc, char **argv)
{
	struct config *config;
	const char *file = NULL;
	int status = option_only_config(argc, argv, USAGE, &file);

	if (status >= 0)
		return status;
	if (option_config(argv[0], file, &config) != 0)
		return EXIT_PROBLEM;
	status = run(argv[0], config);
	config_free(config);
	return status;
}

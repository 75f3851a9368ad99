#include "receive/metrics.h"

#include <stdlib.h>

#include "store/question.h"

static const struct metric {
	const char *name, *type, *help;
} METRICS[] = {
	{"carhook_deliveries_total", "counter", "Requests with the source's credential."},
	{"carhook_events_stored_total", "counter", "Events stored for the first time."},
	{"carhook_events_redelivered_total", "counter", "Events that were known already."},
	{"carhook_quarantined_total", "counter", "Bodies or parts that could not be read."},
	{"carhook_findings_total", "counter", "Deviations from the source's edition."},
	{"carhook_last_delivery_timestamp_seconds", "gauge", "When the last request came."},
	{"carhook_last_event_timestamp_seconds", "gauge", "When the last new event came."},
	{"carhook_events_underived", "gauge", "Events that are not in the derived tables yet."},
	{"carhook_vehicles", "gauge", "Vehicles known."},
	{"carhook_open_alerts", "gauge", "Alerts of which nobody said that they are closed."},
};

/* The columns of ask-metrics.sql. */
enum { METRIC, SOURCE, OUTCOME, VALUE };

struct printer {
	FILE *to;
	const struct metric *last;
};

/* A metric's rows follow each other; above the first stands what it is. */
static void print_heading(struct printer *printer, struct text name)
{
	for (size_t i = 0; i < sizeof METRICS / sizeof *METRICS; i++) {
		if (!text_is(name, METRICS[i].name) || printer->last == &METRICS[i])
			continue;
		printer->last = &METRICS[i];
		fprintf(printer->to, "# HELP %s %s\n# TYPE %s %s\n", METRICS[i].name,
		        METRICS[i].help, METRICS[i].name, METRICS[i].type);
	}
}

static void print_text(FILE *to, struct text text)
{
	fwrite(text.at, 1, text.length, to);
}

static void print_label(FILE *to, const char *before, const struct question_cell *cell)
{
	fputs(before, to);
	print_text(to, cell->text);
	putc('"', to);
}

/* Names of sources are letters, digits, - and _; outcomes are words of this program: no
 * label needs escapes. */
static int take(void *context, const struct question_row *row)
{
	struct printer *printer = context;
	const struct question_cell *cells = row->cells;
	FILE *to = printer->to;

	print_heading(printer, cells[METRIC].text);
	print_text(to, cells[METRIC].text);
	if (cells[SOURCE].kind != QUESTION_NULL)
		print_label(to, "{source=\"", &cells[SOURCE]);
	if (cells[OUTCOME].kind != QUESTION_NULL)
		print_label(to, ",outcome=\"", &cells[OUTCOME]);
	fputs(cells[SOURCE].kind != QUESTION_NULL ? "} " : " ", to);
	print_text(to, cells[VALUE].text);
	putc('\n', to);
	return ferror(to) ? -1 : 0;
}

int metrics_write(FILE *to, const struct config *config, struct error *error)
{
	struct arena arena = ARENA_EMPTY;
	const struct question_filter filter = {.configured = config_source_names(config, &arena)};
	struct printer printer = {.to = to};
	struct query *query = NULL;
	int64_t rows;
	int result;

	error_set(error, ERROR_SYSTEM, "the metrics cannot be written");
	result = query_open(&query, config->database, config->busy_timeout_ms, error);
	if (result == 0)
		result = question_ask(query, QUESTION_METRICS, &filter, take, &printer, &rows, error);
	query_close(query);
	arena_free(&arena);
	return result;
}

int metrics_text(struct text *out, const struct config *config, struct figures *figures,
                 struct arena *arena, struct error *error)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	int result;

	if (to == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the metrics");
	result = metrics_write(to, config, error);
	if (result == 0 && figures != NULL)
		figures_write(figures, to);
	if (fclose(to) != 0 && result == 0)
		result = error_set(error, ERROR_MEMORY, "no memory for the metrics");
	if (result == 0) {
		*out = (struct text){arena_copy(arena, bytes, length), length};
		if (out->at == NULL)
			result = error_set(error, ERROR_MEMORY, "no memory for the metrics");
	}
	free(bytes);
	return result;
}

#include "tool/check-db.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/verify.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

static int watch(void *context, int64_t done, int64_t total)
{
	struct terminal_progress *progress = context;

	progress->total = (uint64_t)total;
	terminal_progress_draw(progress, (uint64_t)done);
	return 0;
}

static void complain(const char *what, int64_t count, const char *advice)
{
	if (count > 0)
		printf("error: %" PRId64 " %s; %s\n", count, what, advice);
}

/* Tables whose rows are not what the events tell; how many rows. */
static int64_t complain_of_tables(const struct verify_report *report)
{
	int64_t rows = 0;

	for (size_t i = 0; i < VERIFY_TABLES; i++) {
		rows += report->differences[i].rows;
		if (report->differences[i].rows > 0)
			printf("error: %s: %" PRId64 " rows are not what the log tells\n",
			       report->differences[i].table, report->differences[i].rows);
	}
	if (rows > 0)
		puts("note: `carhook rebuild` makes the derived tables anew");
	return rows;
}

static int report(const struct verify_report *report)
{
	bool sound = strcmp(report->integrity, "ok") == 0;
	int64_t rows;

	printf("Integrity      %s\n", report->integrity);
	printf("Events         %" PRId64 " of %" PRId64 " vehicles derived again and compared\n",
	       report->events, report->vehicles);
	if (!sound)
		puts("error: the file is damaged; stop the receiver, and restore a backup or try "
		     "sqlite3's .recover");
	complain("references lead nowhere", report->orphans,
	         "`carhook rebuild` makes the derived tables anew");
	complain("events have another identity than their JSON", report->identities,
	         "was the JSON changed? A redelivery of these would be stored again");
	complain("events have other columns than their JSON tells", report->columns,
	         "were they changed? A backup may have them as they were");
	if (report->first_event > 0)
		printf("note: the first of them is event %" PRId64 "\n", report->first_event);
	rows = complain_of_tables(report);
	return sound && report->orphans + report->identities + report->columns + rows == 0
	       ? EXIT_GOOD : EXIT_PROBLEM;
}

int check_db(const char *program, const struct config *config, bool all)
{
	struct terminal_progress progress = {.noun = "events"};
	struct verify_report found;
	struct error error;
	int result;

	terminal_progress_start(&progress);
	result = verify_database(config->database, config->busy_timeout_ms, all, &found, watch,
	                         &progress, &error);
	terminal_progress_end(&progress);
	return result == 0 ? report(&found) : option_failed(program, &error);
}

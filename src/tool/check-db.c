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

static int report(const struct verify_report *report)
{
	bool sound = strcmp(report->integrity, "ok") == 0;

	printf("Integrity      %s\n", report->integrity);
	printf("Events         %" PRId64 " compared with what was derived of them\n",
	       report->events);
	if (!sound)
		puts("error: the file is damaged; stop the receiver, and restore a backup or try "
		     "sqlite3's .recover");
	complain("references lead nowhere", report->orphans,
	         "`carhook rebuild` makes the derived tables anew");
	complain("events have another identity than their JSON", report->identities,
	         "was the JSON changed? A redelivery of these would be stored again");
	complain("events have other readings than their JSON tells", report->readings,
	         "`carhook rebuild` mends it");
	if (report->first_event > 0)
		printf("note: the first of them is event %" PRId64 "\n", report->first_event);
	return sound && report->orphans + report->identities + report->readings == 0
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

/* verify.h: whether the database is what it should be.
 *
 * SQLite's own integrity check; references that lead nowhere; counts of days, hours and
 * runs against the log; and of some vehicles or all, each event's identity and columns
 * against its JSON, and every derived row against what is derived of the events again
 * (store/rederive.h). All of it in one snapshot, while the receiver goes on. */
#ifndef CARHOOK_VERIFY_H
#define CARHOOK_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Those of enum rederive_table, monitor_day, delivery_hour and timeline_run. */
#define VERIFY_TABLES 14

struct verify_report {
	char integrity[256];     /* "ok", or SQLite's first complaint */
	int64_t orphans;         /* references that lead nowhere */
	int64_t vehicles;        /* derived again */
	int64_t events;          /* of these */
	int64_t identities;      /* of these, with another identity than their JSON's */
	int64_t columns;         /* of these, with other columns than their JSON's */
	int64_t first_event;     /* id of the first one that differs; 0 none */
	struct {
		const char *table;
		int64_t rows;    /* missing, too many, or not what the events tell */
	} differences[VERIFY_TABLES];
};

/* Called now and then with how many events were compared; not 0 ends it. */
typedef int verify_watcher(void *context, int64_t done, int64_t total);

/* Reads the database at `path`: of twenty vehicles from all its ages, or of all of them
 * and the events that are nobody's. -1 with ERROR_DB_* when it cannot be read, or somebody
 * rebuilds it; what is wrong with it stands in the report. */
int verify_database(const char *path, int busy_timeout_ms, bool all,
                    struct verify_report *report, verify_watcher *watch, void *context,
                    struct error *error);

#endif

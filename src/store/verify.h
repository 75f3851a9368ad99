/* verify.h: whether the database is what it should be.
 *
 * SQLite's own integrity check; references that lead nowhere; and of some events or all,
 * the identity and the typed columns computed anew from the event's JSON. */
#ifndef CARHOOK_VERIFY_H
#define CARHOOK_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct verify_report {
	char integrity[256];     /* "ok", or SQLite's first complaint */
	int64_t orphans;         /* references that lead nowhere */
	int64_t events;          /* compared */
	int64_t identities;      /* of these, with another identity than their JSON's */
	int64_t readings;        /* of these, with other readings than their JSON's */
	int64_t first_event;     /* id of the first one that differs; 0 none */
};

/* Called now and then with how many events were compared; not 0 ends it. */
typedef int verify_watcher(void *context, int64_t done, int64_t total);

/* Reads the database at `path`; a thousand events from all its ages, or all of them.
 * -1 with ERROR_DB_* when it cannot be read; what is wrong with it stands in the report. */
int verify_database(const char *path, int busy_timeout_ms, bool all,
                    struct verify_report *report, verify_watcher *watch, void *context,
                    struct error *error);

#endif

/* erase.h: removes a vehicle from the database and from its files (GDPR art. 17).
 *
 * From every table, from bodies in quarantine, envelopes and findings that name it, from
 * free pages and from the write-ahead log; then the files are searched for the VIN's
 * bytes. Another vehicle's event that names it stays, and names it no longer. What a name
 * is says contract/mention.h. */
#ifndef CARHOOK_ERASE_H
#define CARHOOK_ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct erasure {
	const char *vin;
	const char *since, *until;       /* of the events' dates; NULL: all */
	bool dry_run;                    /* only count */
	bool named_elsewhere;            /* in what was derived of others' events */
	int64_t events, mentions, deliveries, quarantined, findings;   /* as in the evidence */
};

/* Called with how many ids of how many were searched; not 0 ends it. */
typedef int erase_watcher(void *context, int64_t done, int64_t total);

/* Removes the rows, some at a time, and writes the evidence (the table erasure). Without
 * since and until also what is known of the vehicle as such; else that is to be made again
 * (rederive_vehicle), and so it is after -1. Mentions are masked in the events and in their
 * values; `named_elsewhere` tells that another derived table may have one: then all are to
 * be made again. -1 with ERROR_LIMIT when nothing is held on the vehicle: nothing is
 * changed then. */
int erase_rows(const char *path, int busy_timeout_ms, struct erasure *erasure,
               erase_watcher *watch, void *context, struct error *error);

/* Empties the write-ahead log and searches the files at `path` for the bytes. If they are
 * still in a free corner of the file it is written anew (VACUUM, for which callbacks
 * wait). -1 with an error that says which file still has them. */
int erase_traces(const char *path, int busy_timeout_ms, const char *bytes,
                 struct error *error);

#endif

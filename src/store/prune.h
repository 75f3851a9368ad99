/* prune.h: removes what is older than some time, in small steps.
 *
 * The age is that of the receipt. Each step is a transaction of its own and holds the
 * writer for some ten milliseconds. What a vehicle, an alert or a trip is known by goes
 * with the event that told it last. */
#ifndef CARHOOK_PRUNE_H
#define CARHOOK_PRUNE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct prune;

struct pruned {
	int64_t events, deliveries, findings, quarantined;   /* removed so far */
};

/* Opens the database to remove what was received before `before` (ISO 8601 UTC, as in the
 * database, borrowed). Events that are not derived yet stay. */
int prune_open(struct prune **out, const char *path, int busy_timeout_ms,
               const char *before, struct error *error);

/* Closes; NULL is legal. */
void prune_close(struct prune *prune);

/* How many events there are to remove. */
int prune_count(struct prune *prune, int64_t *events, struct error *error);

/* One step; *more tells whether there is more to do. */
int prune_step(struct prune *prune, struct pruned *pruned, bool *more, struct error *error);

#endif

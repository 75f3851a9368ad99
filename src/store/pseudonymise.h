/* pseudonymise.h: replaces VINs by tokens and coarsens positions in what is older than some
 * time, in small steps.
 *
 * The age is that of the receipt. Each step is a transaction of its own and holds the
 * writer for some ten milliseconds; what was done stays done, and is not done again. */
#ifndef CARHOOK_PSEUDONYMISE_H
#define CARHOOK_PSEUDONYMISE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "contract/pseudonym.h"

struct pseudonymiser;

/* Opens the database to work on what was received before `before` (ISO 8601 UTC, as in the
 * database, borrowed) and is derived. The key is copied. */
int pseudonymiser_open(struct pseudonymiser **out, const char *path, int busy_timeout_ms,
                       const char *before, const struct pseudonym_key *key,
                       struct error *error);

/* Closes; NULL is legal. */
void pseudonymiser_close(struct pseudonymiser *pseudonymiser);

/* How many ids of events there are to go through, and how many are done. */
int64_t pseudonymiser_total(const struct pseudonymiser *pseudonymiser);
int64_t pseudonymiser_done(const struct pseudonymiser *pseudonymiser);

/* How many events that were: some ids are those of events that were removed. */
int64_t pseudonymiser_events(const struct pseudonymiser *pseudonymiser);

/* One step; *more tells whether there is more to do. */
int pseudonymiser_step(struct pseudonymiser *pseudonymiser, bool *more,
                       struct error *error);

#endif

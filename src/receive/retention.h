/* retention.h: a thread that removes what is older than the configuration's retention.
 *
 * It takes its turn at the store for a few milliseconds, and leaves as much time to the
 * others before it comes again. */
#ifndef CARHOOK_RETENTION_H
#define CARHOOK_RETENTION_H

#include "receive/live.h"
#include "receive/turn.h"

struct retention;

/* Starts the thread. The configuration says how old is too old and may be replaced; the
 * database stays. All outlive the thread. -1 with ERROR_SYSTEM, ERROR_MEMORY. */
int retention_start(struct retention **out, struct live *live, struct turn *turn,
                    const char *database, struct error *error);

/* Ends the thread after the step it is at. NULL is legal. */
void retention_stop(struct retention *retention);

#endif

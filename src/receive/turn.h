/* turn.h: one store, used by several threads in turn, first come first served: a plain
 * mutex would let whoever is fastest have it again and again.
 *
 * One connection for everything that writes keeps its page cache; two would empty each
 * other's with every commit. Of several processes one at a time has a turn
 * (store/write-queue.h). The store is opened when it is first needed and closed when it
 * is given back broken, so that the next turn finds a fresh one. */
#ifndef CARHOOK_TURN_H
#define CARHOOK_TURN_H

#include "store/store.h"

struct turn;

/* `database` is borrowed. -1 with ERROR_MEMORY. */
int turn_new(struct turn **out, const char *database, int busy_timeout_ms,
             struct error *error);

/* Closes the store; nobody has or wants a turn any more. NULL is legal. */
void turn_free(struct turn *turn);

/* Waits until it is this thread's turn. Returns the store, to be given back, or NULL
 * (ERROR_DB_*) when it cannot be opened: then there is nothing to give back. */
struct store *turn_take(struct turn *turn, struct error *error);

/* Ends the turn; a store that is `broken` is closed. */
void turn_give(struct turn *turn, bool broken);

#endif

/* deriver.h: one thread that derives what is asked for by vehicle, and moves the
 * write-ahead log into the database, beside the committer.
 *
 * It takes its turn at the store for a few milliseconds at a time, so that no callback
 * waits long for it, and does what it can without: understanding what events say, and
 * all but the last part of a checkpoint. */
#ifndef CARHOOK_DERIVER_H
#define CARHOOK_DERIVER_H

#include "receive/turn.h"

struct deriver;

/* Starts the thread. `turn` is shared with the committer and outlives it; `database`
 * is borrowed. -1 with ERROR_SYSTEM or ERROR_MEMORY. */
int deriver_start(struct deriver **out, struct turn *turn, const char *database,
                  int busy_timeout_ms, struct error *error);

/* Tells that `events` more events are in the log, or as many deliveries without a new one,
 * which are counted. Any thread. */
void deriver_note(struct deriver *deriver, size_t events);

/* How long to wait before more is stored, in microseconds: 0 unless the derivation is so
 * far behind that it would not catch up otherwise. Any thread. */
unsigned deriver_hold_us(struct deriver *deriver);

/* Derives what is left, for half a second at most, and ends the thread. NULL is legal. */
void deriver_stop(struct deriver *deriver);

#endif

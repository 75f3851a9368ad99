/* committer.h: one thread that commits for everybody who waits.
 *
 * While one fdatasync runs, the next group gathers by itself: requests that wait share
 * one commit, and no timer is needed. Another thread hands the results back, so that
 * answering one group does not hold up the commit of the next.
 *
 * When the database fails, everybody who waits is told so, the connection is closed,
 * and the next group opens it anew: what was wrong can be mended without a restart. */
#ifndef CARHOOK_COMMITTER_H
#define CARHOOK_COMMITTER_H

#include "receive/deriver.h"
#include "receive/receiver.h"
#include "receive/turn.h"

struct committer;

/* Called once for each submitted exchange, in the replying thread. `error` is NULL
 * when its delivery is on disk (or, of a health request, when it could be). */
typedef void (*committer_done)(struct exchange *exchange, const struct error *error);

struct committer_settings {
	struct turn *turn;       /* of the store; outlives the committer */
	struct deriver *deriver; /* is told what was stored; outlives the committer */
	struct figures *figures; /* counts the commits; outlives the committer */
	size_t max_waiting;      /* bytes of exchanges that may wait together */
	committer_done done;
};

/* Starts the two threads.
 * -1 with ERROR_SYSTEM or ERROR_MEMORY. */
int committer_start(struct committer **out, const struct committer_settings *settings,
                    struct error *error);

/* Hands over an exchange. Waits while max_waiting bytes wait already. Any thread. */
void committer_submit(struct committer *committer, struct exchange *exchange);

/* Finishes what was submitted and ends the threads. Nothing may be submitted any more.
 * NULL is legal. */
void committer_stop(struct committer *committer);

#endif

/* committer.h: commits for everybody who waits.
 *
 * It has no thread of its own. Whoever submits while nobody commits does it: for
 * himself, for all who submitted since, and so on until nobody waits; then he goes back
 * to reading. While one fdatasync runs the next group gathers by itself, so many share
 * a commit and no timer is needed, and a lone request is read, committed and answered
 * by one thread, without waiting for another to wake.
 *
 * When the database fails, everybody who waits is told so, the connection is closed,
 * and the next group opens it anew: what was wrong can be mended without a restart. */
#ifndef CARHOOK_COMMITTER_H
#define CARHOOK_COMMITTER_H

#include "receive/deriver.h"
#include "receive/receiver.h"
#include "receive/turn.h"

struct committer;

/* Called once for each submitted exchange, by the thread that committed it. `error` is
 * NULL when its delivery is on disk (or, of a health request, when it could be). The
 * exchange is the callee's again. */
typedef void (*committer_done)(struct exchange *exchange, const struct error *error);

struct committer_settings {
	struct turn *turn;       /* of the store; outlives the committer */
	struct deriver *deriver; /* is told what was stored; outlives the committer */
	struct figures *figures; /* counts the commits; outlives the committer */
	size_t max_waiting;      /* bytes of exchanges that may wait together */
	committer_done done;
};

/* Makes one. -1 with ERROR_MEMORY. */
int committer_new(struct committer **out, const struct committer_settings *settings,
                  struct error *error);

/* Hands over an exchange. Returns at once when another thread commits, else after it
 * and what others submitted meanwhile is committed and answered. Waits while
 * max_waiting bytes wait already. Any thread. */
void committer_submit(struct committer *committer, struct exchange *exchange);

/* When no thread will submit any more: nothing waits then. NULL is legal. */
void committer_free(struct committer *committer);

#endif

/* fastcgi.h: serves FastCGI requests from a listening socket.
 *
 * Each reading thread accepts connections, reads one request and submits it to the
 * committer; the one who finds nobody committing does that, and answers, for all who
 * wait. So a few threads keep every core busy however many requests wait for the disk,
 * and a lone request never changes threads. libfcgi has no time-outs and no limits of its
 * own: a connection is accepted here, with time-outs set, and then given to libfcgi. One
 * that the web server keeps for its next request waits in an epoll set, not in a thread. */
#ifndef CARHOOK_FASTCGI_H
#define CARHOOK_FASTCGI_H

#include "receive/live.h"

struct fastcgi;

/* Starts config->threads reading threads on `listen_fd`. All signals should be blocked
 * before. The database is that of the present configuration, for good.
 * -1 with ERROR_SYSTEM or ERROR_MEMORY. */
int fastcgi_start(struct fastcgi **out, int listen_fd, struct live *live,
                  struct error *error);

/* Accepts nothing more, finishes what was read, commits, answers, and returns when all
 * that is done. NULL is legal. */
void fastcgi_stop(struct fastcgi *fastcgi);

#endif

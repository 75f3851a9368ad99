/* listen.h: the listening socket: inherited, or opened. */
#ifndef CARHOOK_LISTEN_H
#define CARHOOK_LISTEN_H

#include "base/error.h"

/* The listening socket this process was given: systemd's first (LISTEN_FDS, when
 * LISTEN_PID is this process), else descriptor 0 if it is one (spawn-fcgi, mod_fcgid,
 * StandardInput=socket). -1 when there is none; that is no error. */
int listen_inherited(void);

/* Opens `address`: a path (with a '/') for a Unix socket, made 0660, or HOST:PORT. A
 * socket file that nobody listens on is replaced, one in use is not.
 * Returns the descriptor, or -1 with ERROR_SYSTEM. */
int listen_open(const char *address, struct error *error);

/* Removes the socket file of a listen_open'ed path. */
void listen_remove(const char *address);

#endif

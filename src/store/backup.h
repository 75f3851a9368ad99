/* backup.h: a copy of the database that is whole, while callbacks come in. */
#ifndef CARHOOK_BACKUP_H
#define CARHOOK_BACKUP_H

#include "base/error.h"

/* Called now and then while the copy grows; not 0 ends it. */
typedef int backup_watcher(void *context);

/* Copies the database at `path` to the file `copy`, which is new or empty, as it was at one
 * moment, and checks the copy with SQLite's integrity check. Receiving goes on meanwhile.
 * The copy is on the disk when this returns 0. On -1 nothing is left of it. SQLite, "VACUUM
 * INTO": a transaction of one reader, where the online backup would begin anew with each
 * commit of the receiver. */
int backup_make(const char *path, const char *copy, int busy_timeout_ms,
                backup_watcher *watch, void *context, struct error *error);

#endif

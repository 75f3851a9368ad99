/* derive-lock.h: of several processes one derives at a time.
 *
 * What two derive is the same, and would be work for nothing. The lock is one on the
 * database's folder: it needs no file of its own, and ends with the process. */
#ifndef CARHOOK_DERIVE_LOCK_H
#define CARHOOK_DERIVE_LOCK_H

#include <stdbool.h>

/* Opens the folder of the database at `path`. -1 without a right to it: then every
 * process derives for itself. */
int derive_lock_open(const char *path);

/* Takes the lock; false when another process has it and `wait` is false. A descriptor
 * of -1 is always free. */
bool derive_lock_take(int fd, bool wait);

/* Gives it back. */
void derive_lock_give(int fd);

#endif

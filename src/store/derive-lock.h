/* derive-lock.h: of several processes one derives, erases or removes at a time.
 *
 * What two derive is the same, and would be work for nothing; what one removes another
 * must not derive from. The lock is flock(2) on a file of its own beside the database,
 * its name with "-lock" at the end: who may write the database may write it, and nobody
 * else can hold up the deriving. The lock ends with the process; the file stays.
 *
 * A receiver under load would take it again as soon as it had given it back. So whoever
 * waits says so, by a lock on the file's first byte (F_OFD_SETLK), and who derives lets him
 * go first; and who has much to do gives it back now and then. */
#ifndef CARHOOK_DERIVE_LOCK_H
#define CARHOOK_DERIVE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/processor.h"
#include "store/database.h"

/* Who has much to do under the lock keeps it for so long, and then leaves it for so long: a
 * receiver that waits for it asks every 50 ms. */
#define DERIVE_LOCK_HOLD_US 1000000
#define DERIVE_LOCK_LEAVE_US 100000

/* Beside a receiver that writes he leaves it sooner, and for up to so many times as long as he
 * has worked: so often if half of his transactions, or more, found another one writing, as
 * they do beside a receiver at full speed, or if others wanted the processor. What he has
 * written is written once more when the log is moved into the database, and the disk is the
 * receiver's, too: so it is a thirtieth of the time, and not a tenth. */
#define DERIVE_LOCK_BUSY_HOLD_US 200000
#define DERIVE_LOCK_BUSY_LEAVE 32

/* Opens the lock of the database at `path`, for whoever derives. -1 with ERROR_SYSTEM (`error`
 * may be NULL) without a right to it: then he derives all the same, as callbacks must not
 * wait for it, and says so. */
int derive_lock_open(const char *path, struct error *error);

/* Takes the lock; false when another process has it, or waits for it. A descriptor of -1
 * is always free. */
bool derive_lock_take(int fd);

/* The same, but when another process has it says that this one waits for it, until it is
 * taken or given back: to be asked again soon. */
bool derive_lock_ask(int fd);

/* Gives it back; legal without it. */
void derive_lock_give(int fd);

/* Whether the one who waits has been told to stop. */
typedef bool derive_lock_stop(void);

/* The same for whoever must not go on without it. Opens it: -1 with ERROR_SYSTEM; *fd is
 * -1 with 0 when there is no database, which the next to open it will say. */
int derive_lock_need(int *fd, const char *path, struct error *error);

/* Waits until it can be taken, or `stop` says so: then -1 with ERROR_SYSTEM. */
int derive_lock_wait(int fd, derive_lock_stop *stop, struct error *error);

/* For how long to leave it (microseconds) when it was kept for `kept_us`, and what the
 * transactions meanwhile have met; 0: it is not yet time. */
int64_t derive_lock_pause_us(int64_t kept_us, struct database_encounters met);

/* A turn of whoever has much to do: since when (clock_monotonic_us), and what the process
 * and the thread had met before. */
struct derive_lock_turn {
	int64_t since_us;
	struct database_encounters met;
	struct processor_time processor;
};

/* When the lock is taken. The next two are for the same thread, and the only one of its
 * process that writes. */
void derive_lock_begin(struct derive_lock_turn *turn);

/* Between two steps of whoever must not go on without it: when it is time, leaves it for
 * derive_lock_pause_us, and waits for it again. */
int derive_lock_share(int fd, struct derive_lock_turn *turn, derive_lock_stop *stop,
                      struct error *error);

/* The same for whoever cannot have anybody derive before he is done: he keeps it in the
 * pause, which there is only beside another writer. */
void derive_lock_rest(struct derive_lock_turn *turn);

/* Whether it is such a one who has it (derive_lock_wait), and not a receiver that derives.
 * What piles up meanwhile is not what came too fast. */
bool derive_lock_is_long(int fd);

/* Gives it back and closes it; -1 is legal. */
void derive_lock_close(int fd);

#endif

#include "store/derive-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/database.h"

/* Who waits asks again after so long. */
#define WAIT_US 10000

#define GROUP (S_IRGRP | S_IWGRP)

/* The right to write the database is the right to lock it; and root makes the file for
 * the user whose database it is. Without a database it is the maker's alone. */
static void share_like_database(int fd, const char *database)
{
	struct stat status;

	if (stat(database, &status) != 0)
		return;
	if (geteuid() == 0 && fchown(fd, status.st_uid, status.st_gid) != 0)
		return;
	if ((status.st_mode & GROUP) == GROUP)
		fchmod(fd, S_IRUSR | S_IWUSR | GROUP);
}

static int open_lock(const char *database)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
	char path[PATH_MAX];
	int length = snprintf(path, sizeof path, "%s-lock", database), fd;

	if (length < 0 || (size_t)length >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = open(path, flags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
	if (fd >= 0)
		share_like_database(fd, database);
	return fd >= 0 || errno != EEXIST ? fd : open(path, flags);
}

int derive_lock_open(const char *database, struct error *error)
{
	int fd = open_lock(database);

	if (fd < 0)
		error_set(error, ERROR_SYSTEM, "cannot open the lock %s-lock: %s; several processes "
		          "may derive at the same time, and from what is being removed: make it "
		          "a file of the user who runs this", database,
		          strerror(errno));
	return fd;
}

/* ---- Who waits, and who keeps it for long ---- */

/* What is said by a lock on which byte of the file. */
enum { WAITS, LONG };

static struct flock byte_lock(off_t byte, short type)
{
	return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
}

/* Where the kernel or the file system cannot, nobody is known to. */
static void say(int fd, off_t what, bool holds)
{
	struct flock lock = byte_lock(what, holds ? F_RDLCK : F_UNLCK);

	fcntl(fd, F_OFD_SETLK, &lock);
}

/* Whether anybody but this descriptor's owner says so. */
static bool somebody(int fd, off_t what)
{
	struct flock lock = byte_lock(what, F_WRLCK);

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* ---- The lock ---- */

static bool take(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

bool derive_lock_take(int fd)
{
	return fd < 0 || (!somebody(fd, WAITS) && take(fd));
}

bool derive_lock_ask(int fd)
{
	bool taken = fd < 0 || take(fd);

	if (fd >= 0)
		say(fd, WAITS, !taken);
	return taken;
}

void derive_lock_give(int fd)
{
	if (fd < 0)
		return;
	say(fd, WAITS, false);
	say(fd, LONG, false);
	flock(fd, LOCK_UN);
}

/* ---- For whoever needs it ---- */

int derive_lock_need(int *fd, const char *path, struct error *error)
{
	*fd = -1;
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return 0;
	*fd = open_lock(path);
	return *fd >= 0 ? 0 : error_set(error, ERROR_SYSTEM, "cannot lock the database: %s-lock: "
	                                "%s; run this as the receiver's user", path,
	                                strerror(errno));
}

int derive_lock_wait(int fd, derive_lock_stop *stop, struct error *error)
{
	while (!derive_lock_ask(fd)) {
		if (stop())
			return error_set(error, ERROR_SYSTEM, "stopped while another process derives, "
			                 "erases or removes; run this again");
		clock_sleep_us(WAIT_US);
	}
	if (fd >= 0)
		say(fd, LONG, true);
	return 0;
}

bool derive_lock_is_long(int fd)
{
	return fd >= 0 && somebody(fd, LONG);
}

/* ---- Sharing ---- */

/* Who had to wait is not alone. */
int64_t derive_lock_pause_us(int64_t kept_us, struct database_encounters met)
{
	int64_t pause_us;

	if (kept_us < (met.waits > 0 ? DERIVE_LOCK_BUSY_HOLD_US : DERIVE_LOCK_HOLD_US))
		return 0;
	if (met.waits == 0)
		return DERIVE_LOCK_LEAVE_US;
	pause_us = (kept_us - met.waited_us) * DERIVE_LOCK_BUSY_LEAVE;
	if (met.waits * 2 < met.transactions)
		pause_us = pause_us * met.waits * 2 / met.transactions;
	return pause_us > DERIVE_LOCK_LEAVE_US ? pause_us : DERIVE_LOCK_LEAVE_US;
}

void derive_lock_begin(struct derive_lock_turn *turn)
{
	*turn = (struct derive_lock_turn){clock_monotonic_us(), database_encounters(),
	                                  processor_time()};
}

/* What the transactions of a turn have met: nothing, when it was alone. */
static struct database_encounters find_met(const struct derive_lock_turn *turn)
{
	struct database_encounters met = database_encounters();
	struct processor_time had = processor_time_since(turn->processor);

	met.transactions -= turn->met.transactions;
	met.waits -= turn->met.waits;
	met.waited_us += had.waited_us - turn->met.waited_us;
	/* Who waits for the processor is as much in the way as if he waited for the lock. */
	if (processor_was_wanted(had))
		met.transactions = met.waits = 1;
	return met;
}

int derive_lock_share(int fd, struct derive_lock_turn *turn, derive_lock_stop *stop,
                      struct error *error)
{
	int64_t pause_us = derive_lock_pause_us(clock_monotonic_us() - turn->since_us,
	                                        find_met(turn));

	if (pause_us == 0)
		return 0;
	derive_lock_give(fd);
	clock_sleep_us(pause_us);
	if (derive_lock_wait(fd, stop, error) != 0)
		return -1;
	derive_lock_begin(turn);
	return 0;
}

void derive_lock_rest(struct derive_lock_turn *turn)
{
	struct database_encounters met = find_met(turn);
	int64_t pause_us = derive_lock_pause_us(clock_monotonic_us() - turn->since_us, met);

	if (pause_us == 0)
		return;
	if (met.waits > 0)
		clock_sleep_us(pause_us);
	derive_lock_begin(turn);
}

void derive_lock_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

#include "store/derive-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/database.h"

/* Who waits asks again after so long. */
#define WAIT_NS 10000000

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

/* ---- Who waits ---- */

static struct flock first_byte(short type)
{
	return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_len = 1};
}

/* Where the kernel or the file system cannot, nobody is known to wait. */
static void say_waiting(int fd, bool waits)
{
	struct flock lock = first_byte(waits ? F_RDLCK : F_UNLCK);

	fcntl(fd, F_OFD_SETLK, &lock);
}

/* Whether anybody but this descriptor's owner does. */
static bool somebody_waits(int fd)
{
	struct flock lock = first_byte(F_WRLCK);

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* ---- The lock ---- */

static bool take(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

bool derive_lock_take(int fd)
{
	return fd < 0 || (!somebody_waits(fd) && take(fd));
}

bool derive_lock_ask(int fd)
{
	bool taken = fd < 0 || take(fd);

	if (fd >= 0)
		say_waiting(fd, !taken);
	return taken;
}

void derive_lock_give(int fd)
{
	if (fd < 0)
		return;
	say_waiting(fd, false);
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
		nanosleep(&(struct timespec){.tv_nsec = WAIT_NS}, NULL);
	}
	return 0;
}

/* A signal ends the pause; then `stop` is asked. */
static void leave(int fd, int64_t us)
{
	const struct timespec pause = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};

	derive_lock_give(fd);
	nanosleep(&pause, NULL);
}

/* Who had to wait is not alone. */
int64_t derive_lock_pause_us(int64_t kept_us, int64_t waited_us)
{
	bool busy = waited_us > 0;
	int64_t pause_us = DERIVE_LOCK_LEAVE_US;

	if (kept_us < (busy ? DERIVE_LOCK_BUSY_HOLD_US : DERIVE_LOCK_HOLD_US))
		return 0;
	if (busy && (kept_us - waited_us) * DERIVE_LOCK_BUSY_LEAVE > pause_us)
		pause_us = (kept_us - waited_us) * DERIVE_LOCK_BUSY_LEAVE;
	return pause_us;
}

int derive_lock_share(int fd, int64_t *taken_us, derive_lock_stop *stop,
                      struct error *error)
{
	static int64_t waited_then_us;
	int64_t pause_us = derive_lock_pause_us(clock_monotonic_us() - *taken_us,
	                                        database_waited_us() - waited_then_us);

	if (pause_us == 0)
		return 0;
	leave(fd, pause_us);
	if (derive_lock_wait(fd, stop, error) != 0)
		return -1;
	*taken_us = clock_monotonic_us();
	waited_then_us = database_waited_us();
	return 0;
}

void derive_lock_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

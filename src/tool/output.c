#include "tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is stored of vehicles is nobody else's business. */
#define MODE (S_IRUSR | S_IWUSR)

static int fail(const char *what, const char *path, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "%s %s: %s", what, path, strerror(errno));
}

/* Whether the open file still has that name, and no other: whoever wrote it may have
 * finished it before it was locked here. */
static bool is_still(const char *part, const struct stat *ours)
{
	struct stat now;

	return stat(part, &now) == 0 && now.st_ino == ours->st_ino &&
	       now.st_dev == ours->st_dev && now.st_nlink == 1;
}

/* What somebody who was killed has left is written over; what somebody is writing is not,
 * nor is what another user has put there to read it. */
static int take_part(int fd, const char *part, struct error *error)
{
	struct stat info;

	if (fstat(fd, &info) != 0)
		return fail("cannot write", part, error);
	if (info.st_uid != geteuid() || !S_ISREG(info.st_mode))
		return error_set(error, ERROR_SYSTEM, "%s is no file of this user; remove it, or "
		                 "name another", part);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 || !is_still(part, &info))
		return error_set(error, ERROR_SYSTEM, "%s is being written by another carhook; name "
		                 "another file", part);
	if (fchmod(fd, MODE) != 0 || ftruncate(fd, 0) != 0)
		return fail("cannot write", part, error);
	return 0;
}

static int open_part(const char *part, struct error *error)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, MODE);

	if (fd < 0)
		return fail("cannot write", part, error);
	if (take_part(fd, part, error) == 0)
		return fd;
	close(fd);
	return -1;
}

int output_open(struct output *output, const char *path, struct error *error)
{
	int fd;

	*output = (struct output){.to = stdout, .path = path};
	if (path == NULL)
		return 0;
	output->to = NULL;
	if (path[0] == '\0')
		return error_set(error, ERROR_SYSTEM, "a file has no empty name; name another");
	if (access(path, F_OK) == 0)
		return error_set(error, ERROR_SYSTEM, "%s exists already; name another file",
		                 path);
	if (asprintf(&output->part, "%s.part", path) < 0) {
		output->part = NULL;
		return error_set(error, ERROR_MEMORY, "no memory for a file name");
	}
	fd = open_part(output->part, error);
	output->to = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (output->to != NULL)
		return 0;
	if (fd >= 0) {
		fail("cannot write", output->part, error);
		close(fd);
	}
	free(output->part);
	output->part = NULL;
	return -1;
}

/* link(2) takes no name that exists, where rename(2) would. Some file systems know no
 * links, but a rename that takes none. */
static int give_name(struct output *output, struct error *error)
{
	if (link(output->part, output->path) == 0) {
		unlink(output->part);
		return 0;
	}
	if ((errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS) &&
	    renameat2(AT_FDCWD, output->part, AT_FDCWD, output->path, RENAME_NOREPLACE) == 0)
		return 0;
	return fail("cannot name", output->path, error);
}

int output_finish(struct output *output, struct error *error)
{
	int result;

	if (output->path == NULL)
		return fflush(stdout) == 0 ? 0 : fail("cannot write", "to standard output", error);
	if (fflush(output->to) != 0 || fsync(fileno(output->to)) != 0)
		return fail("cannot write", output->part, error);
	/* Before it is closed, and with that unlocked. */
	result = give_name(output, error);
	if (result == 0) {
		fclose(output->to);
		output->to = NULL;
		free(output->part);
		output->part = NULL;
	}
	return result;
}

void output_give_up(struct output *output)
{
	if (output->part == NULL)
		return;
	unlink(output->part);
	if (output->to != NULL)
		fclose(output->to);
	free(output->part);
	output->part = NULL;
}

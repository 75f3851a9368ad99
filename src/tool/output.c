#include "tool/output.h"

#include <errno.h>
#include <fcntl.h>
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

/* What somebody who was killed has left is written over, and what somebody is writing is
 * not. */
static int open_part(const char *part, struct error *error)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, MODE);

	if (fd < 0)
		return fail("cannot write", part, error);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && ftruncate(fd, 0) == 0)
		return fd;
	if (errno == EWOULDBLOCK)
		error_set(error, ERROR_SYSTEM, "%s is being written by another carhook; name "
		          "another file", part);
	else
		fail("cannot write", part, error);
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

/* link(2) takes no name that exists, where rename(2) would. */
static int give_name(struct output *output, struct error *error)
{
	if (link(output->part, output->path) != 0)
		return fail("cannot name", output->path, error);
	unlink(output->part);
	return 0;
}

int output_finish(struct output *output, struct error *error)
{
	int result;

	if (output->path == NULL)
		return fflush(stdout) == 0 ? 0 : fail("cannot write", "to standard output", error);
	if (fflush(output->to) != 0 || fsync(fileno(output->to)) != 0)
		return fail("cannot write", output->part, error);
	result = fclose(output->to) == 0 ? 0 : fail("cannot write", output->part, error);
	output->to = NULL;
	if (result == 0)
		result = give_name(output, error);
	if (result == 0) {
		free(output->part);
		output->part = NULL;
	}
	return result;
}

void output_give_up(struct output *output)
{
	if (output->part == NULL)
		return;
	if (output->to != NULL)
		fclose(output->to);
	unlink(output->part);
	free(output->part);
	output->part = NULL;
}

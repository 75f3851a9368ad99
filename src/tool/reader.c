#include "tool/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The system makes a page of it. */
#define PIPE_SIZE 1

bool reader_is_piped(void)
{
	struct stat stat;

	return fstat(STDOUT_FILENO, &stat) == 0 && S_ISFIFO(stat.st_mode);
}

static int fail(const char *what, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "%s: %s", what, strerror(errno));
}

int reader_watch(struct error *error)
{
	return fcntl(STDOUT_FILENO, F_SETPIPE_SZ, PIPE_SIZE) >= 0 ? 0 :
		fail("the pipe cannot be watched", error);
}

int reader_write(struct text text, struct error *error)
{
	while (text.length > 0) {
		ssize_t written = write(STDOUT_FILENO, text.at, text.length);

		if (written < 0 && errno != EINTR)
			return fail("the events cannot be written", error);
		if (written > 0) {
			text.at += written;
			text.length -= (size_t)written;
		}
	}
	return 0;
}

/* A pipe without a reader is always ready, whatever lies in it. */
int reader_wait(struct error *error)
{
	struct pollfd pipe = {.fd = STDOUT_FILENO, .events = POLLOUT};
	int unread = 0;

	while (poll(&pipe, 1, -1) < 0)
		if (errno != EINTR)
			return fail("the pipe cannot be watched", error);
	if (ioctl(STDOUT_FILENO, FIONREAD, &unread) != 0)
		return fail("the pipe cannot be watched", error);
	if (unread == 0)
		return 0;
	raise(SIGPIPE);
	return error_set(error, ERROR_SYSTEM, "the reader of the pipe has gone");
}

#include "store/derive-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>

int derive_lock_open(const char *database)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof path, "%s", database);

	if (length < 0 || (size_t)length >= sizeof path)
		return -1;
	return open(dirname(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool derive_lock_take(int fd, bool wait)
{
	int result;

	if (fd < 0)
		return true;
	do
		result = flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
	while (result != 0 && errno == EINTR);
	return result == 0;
}

void derive_lock_give(int fd)
{
	if (fd >= 0)
		flock(fd, LOCK_UN);
}

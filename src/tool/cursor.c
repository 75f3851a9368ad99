#include "tool/cursor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE (S_IRUSR | S_IWUSR)

/* Bytes looked at, at a time, on the way back to the last line's beginning. */
#define BLOCK 65536

#define ID_MEMBER "{\"id\":"

static int fail(const char *what, const char *path, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "cannot %s %s: %s", what, path, strerror(errno));
}

int cursor_read(const char *path, int64_t *id, struct error *error)
{
	FILE *file = fopen(path, "re");
	int fields;

	*id = 0;
	if (file == NULL)
		return errno == ENOENT ? 0 : fail("read", path, error);
	fields = fscanf(file, "%" SCNd64, id);
	fclose(file);
	return fields == 1 && *id >= 0 ? 0 : error_set(
		error, ERROR_SYSTEM, "%s is no cursor: it must hold one number", path);
}

int cursor_write(const char *path, int64_t id, struct error *error)
{
	char new_path[4096];
	int fd, result = -1;

	snprintf(new_path, sizeof new_path, "%s.new", path);
	fd = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE);
	if (fd < 0)
		return fail("write", new_path, error);
	if (dprintf(fd, "%" PRId64 "\n", id) > 0 && fsync(fd) == 0)
		result = 0;
	close(fd);
	if (result == 0 && rename(new_path, path) == 0)
		return 0;
	return fail("write", path, error);
}

/* ---- Lines ---- */

/* The offset behind the last line break before `end`, 0 without one; -1 on failure. */
static off_t line_start(int fd, off_t end)
{
	static char block[BLOCK];

	while (end > 0) {
		size_t size = end < BLOCK ? (size_t)end : BLOCK;
		ssize_t count = pread(fd, block, size, end - (off_t)size);
		const char *found;

		if (count != (ssize_t)size)
			return -1;
		found = memrchr(block, '\n', size);
		if (found != NULL)
			return end - (off_t)size + (found - block) + 1;
		end -= (off_t)size;
	}
	return 0;
}

static int read_last_id(int fd, const char *path, off_t end, int64_t *id,
                        struct error *error)
{
	char head[64] = "";
	off_t start = line_start(fd, end - 1);

	if (start < 0 || pread(fd, head, sizeof head - 1, start) < 0)
		return fail("read", path, error);
	if (strncmp(head, ID_MEMBER, strlen(ID_MEMBER)) != 0)
		return error_set(error, ERROR_SYSTEM, "the last line of %s is none of this "
		                 "program's: it does not begin with " ID_MEMBER, path);
	*id = strtoll(head + strlen(ID_MEMBER), NULL, 10);
	return 0;
}

int cursor_open_output(const char *path, int *fd, int64_t *id, struct error *error)
{
	off_t length, end;

	*id = 0;
	*fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, MODE);
	if (*fd < 0)
		return fail("open", path, error);
	length = lseek(*fd, 0, SEEK_END);
	end = length < 0 ? -1 : line_start(*fd, length);
	if (end < 0 || (end < length && ftruncate(*fd, end) != 0)) {
		close(*fd);
		return fail("read", path, error);
	}
	if (end == 0 || read_last_id(*fd, path, end, id, error) == 0)
		return 0;
	close(*fd);
	return -1;
}

#include "tool/cursor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE (S_IRUSR | S_IWUSR)

/* The ids are padded with spaces, so that a new record covers the old one. */
#define ID_WIDTH    20
#define RECORD_SIZE (2 * ID_WIDTH + 2)

/* Bytes looked at, at a time, on the way back to the last line's beginning. */
#define BLOCK 65536

/* How a line of ours begins. */
#define ID_MEMBER "{\"id\":"

static int fail(const char *what, const char *path, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "cannot %s %s: %s", what, path, strerror(errno));
}

/* Opens the file for reading and writing, or makes it. Who follows for weeks wants to know
 * at the beginning what cannot work. */
static int open_file(const char *path, int flags, struct error *error)
{
	struct stat stat;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, MODE);

	if (fd < 0 && errno == ENOENT)
		return error_set(error, ERROR_SYSTEM, "cannot make %s: there is no such folder",
		                 path);
	if (fd < 0 && (errno == EACCES || errno == EROFS))
		return error_set(error, ERROR_SYSTEM, "cannot open %s: this user must have the "
		                 "right to read and to write it", path);
	if (fd < 0)
		return fail("open", path, error);
	if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode))
		return fd;
	close(fd);
	return error_set(error, ERROR_SYSTEM, "%s is no file that can be read again: name a "
	                 "regular one", path);
}

/* A lock on the open file, which ends with the process, however it ends. */
static int lock(int fd, const char *path, struct error *error)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno != EWOULDBLOCK)
		return fail("lock", path, error);
	return error_set(error, ERROR_SYSTEM, "%s is in use by another carhook tail; two "
	                 "followers need two files", path);
}

/* ---- A file of its own ---- */

/* An empty file is a new one. */
static int read_ids(struct cursor *cursor, struct error *error)
{
	char text[RECORD_SIZE + 1] = "";
	ssize_t length = pread(cursor->fd, text, RECORD_SIZE, 0);
	int fields;

	if (length < 0)
		return fail("read", cursor->path, error);
	fields = sscanf(text, "%" SCNd64 " %" SCNd64, &cursor->done, &cursor->begun);
	if (length == 0 || (fields >= 1 && cursor->done >= 0 && cursor->begun >= 0))
		return 0;
	return error_set(error, ERROR_SYSTEM, "%s is no cursor: it must hold one number, or two",
	                 cursor->path);
}

int cursor_open(struct cursor *cursor, const char *path, struct error *error)
{
	*cursor = (struct cursor){.path = path};
	cursor->fd = open_file(path, 0, error);
	if (cursor->fd < 0)
		return -1;
	if (lock(cursor->fd, path, error) == 0 && read_ids(cursor, error) == 0)
		return 0;
	cursor_close(cursor);
	return -1;
}

/* One small write over the old ids: no kill can come in between. */
int cursor_move(struct cursor *cursor, int64_t done, int64_t begun, struct error *error)
{
	char text[RECORD_SIZE + 1], second[ID_WIDTH + 1] = "";

	if (begun > 0)
		snprintf(second, sizeof second, "%" PRId64, begun);
	snprintf(text, sizeof text, "%-*" PRId64 " %-*s\n", ID_WIDTH, done, ID_WIDTH, second);
	if (pwrite(cursor->fd, text, RECORD_SIZE, 0) != RECORD_SIZE)
		return fail("write", cursor->path, error);
	cursor->done = done;
	cursor->begun = begun;
	return 0;
}

int cursor_sync(const struct cursor *cursor, struct error *error)
{
	return fdatasync(cursor->fd) == 0 ? 0 : fail("write", cursor->path, error);
}

void cursor_close(struct cursor *cursor)
{
	if (cursor->fd >= 0)
		close(cursor->fd);
	cursor->fd = -1;
}

/* ---- The last line of an output ---- */

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

static int is_foreign(const char *path, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "%s was not written by carhook tail --output: its "
	                 "last line does not begin with " ID_MEMBER "; name another file", path);
}

/* Half a line of ours is a beginning of one, however short. */
static bool is_half_a_line(int fd, off_t start, off_t length)
{
	char head[sizeof ID_MEMBER] = "";
	ssize_t count = pread(fd, head, strlen(ID_MEMBER), start);

	return count >= 0 && count <= length - start &&
	       strncmp(head, ID_MEMBER, (size_t)count) == 0;
}

static int read_line(int fd, const char *path, off_t end, struct cursor_line *line,
                     struct error *error)
{
	char head[128] = "";
	off_t start = line_start(fd, end - 1);

	if (start < 0 || pread(fd, head, sizeof head - 1, start) < 0)
		return fail("read", path, error);
	if (sscanf(head, ID_MEMBER "%" SCNd64 ",\"received_at\":\"%24[^\"]\"", &line->id,
	           line->received_at) != 2)
		return is_foreign(path, error);
	return 0;
}

/* Nothing is cut off before all of it is known to be ours. */
static int read_output(int fd, const char *path, struct cursor_line *last,
                       struct error *error)
{
	off_t length = lseek(fd, 0, SEEK_END);
	off_t end = length < 0 ? -1 : line_start(fd, length);

	if (end < 0)
		return fail("read", path, error);
	if (end > 0 && read_line(fd, path, end, last, error) != 0)
		return -1;
	if (!is_half_a_line(fd, end, length))
		return is_foreign(path, error);
	if (end < length && ftruncate(fd, end) != 0)
		return fail("write", path, error);
	return 0;
}

int cursor_open_output(const char *path, int *fd, struct cursor_line *last,
                       struct error *error)
{
	*last = (struct cursor_line){0};
	*fd = open_file(path, O_APPEND, error);
	if (*fd < 0)
		return -1;
	if (lock(*fd, path, error) == 0 && read_output(*fd, path, last, error) == 0)
		return 0;
	close(*fd);
	return -1;
}

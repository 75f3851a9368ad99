#include "config/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "config/limits.h"
#include "config/load.h"

#define OTHERS (S_IROTH | S_IWOTH)

static int refuse_file(struct reading *at, const struct value *path, int number)
{
	return reading_wrong(at, path->line, "`%s`: %s cannot be read: %s; make it a file "
	                     "that the receiver's user may read", path->key, path->text,
	                     strerror(number));
}

static int judge_file(struct reading *at, const struct value *path, int descriptor)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0)
		return refuse_file(at, path, errno);
	if (S_ISDIR(status.st_mode))
		return refuse_file(at, path, EISDIR);
	if (!S_ISREG(status.st_mode))
		return reading_wrong(at, path->line, "`%s`: %s is not a regular file",
		                     path->key, path->text);
	if (status.st_mode & OTHERS)
		return reading_wrong(at, path->line, "`%s`: everybody on this machine may read "
		                     "or change %s; do: chmod o= %s", path->key, path->text,
		                     path->text);
	if (status.st_size > (off_t)SECRET_FILE_MAX)
		return reading_wrong(at, path->line, "`%s`: %s is larger than %llu bytes; keep "
		                     "one secret a line in it", path->key, path->text,
		                     SECRET_FILE_MAX);
	return 0;
}

/* Without O_NONBLOCK a named pipe would hold us here for ever. */
static int open_file(struct reading *at, const struct value *path)
{
	int descriptor;

	if (path->text[0] != '/')
		return reading_wrong(at, path->line, "`%s` must name a file by its whole path, "
		                     "from `/` on", path->key);
	descriptor = open(path->text, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (descriptor < 0)
		return refuse_file(at, path, errno);
	if (judge_file(at, path, descriptor) != 0) {
		close(descriptor);
		return -1;
	}
	return descriptor;
}

static int judge_line(struct reading *at, const struct value *path, const char *text,
                      size_t length, int line)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return reading_wrong(at, path->line, "`%s`: %s:%d holds a control "
			                     "character; keep one secret a line in it",
			                     path->key, path->text, line);
	return 0;
}

/* Cuts `bytes`, which end in NUL, into lines. */
static int take_lines(struct reading *at, const struct value *path, char *bytes,
                      const char *end, secret_taker *take, void *context)
{
	int line = 0;

	for (char *start = bytes, *next; start < end; start = next) {
		char *stop = memchr(start, '\n', (size_t)(end - start));
		size_t length = (size_t)((stop ? stop : end) - start);

		line++;
		next = start + length + 1;
		if (length > 0 && start[length - 1] == '\r')
			length--;
		if (length == strspn(start, " \t") || start[0] == '#')
			continue;
		if (judge_line(at, path, start, length, line) != 0)
			return -1;
		start[length] = '\0';
		if (take(context, start, line) != 0)
			return -1;
	}
	return 0;
}

int secret_read_file(struct reading *at, const struct value *path, secret_taker *take,
                     void *context)
{
	char bytes[SECRET_FILE_MAX + 1];
	int descriptor = open_file(at, path);
	int result = -1;
	ssize_t length;

	if (descriptor < 0)
		return -1;
	length = load_bytes(descriptor, bytes, sizeof bytes - 1);
	if (length < 0) {
		refuse_file(at, path, errno);
	} else {
		bytes[length] = '\0';
		result = take_lines(at, path, bytes, bytes + length, take, context);
	}
	close(descriptor);
	sodium_memzero(bytes, sizeof bytes);
	return result;
}

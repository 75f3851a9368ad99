#include "config/load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "config/limits.h"

#define BRACES_MAX 16   /* open at once; a header's list of values needs three */

/* Where a scan of the text is. */
struct scan {
	struct reading *at;
	char *c;
	int line;
	int braces[BRACES_MAX];   /* the lines on which those open that are not closed */
	size_t open;
};

ssize_t load_bytes(int descriptor, char *bytes, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t got = read(descriptor, bytes + used, size - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		used += (size_t)got;
	}
	return (ssize_t)used;
}

/* To the character after the quoted text that begins at scan->c. No value of ours has
 * a line break, so that a forgotten quote is told where it is and not where the next
 * one happens to be. A backslash at the end of a line continues the text. */
static int pass_quoted(struct scan *scan)
{
	char quote = *scan->c++;
	int line = scan->line;

	for (; *scan->c && *scan->c != quote && *scan->c != '\n'; scan->c++) {
		if (*scan->c != '\\' || scan->c[1] == '\0')
			continue;
		scan->c++;
		scan->line += *scan->c == '\n';
	}
	if (*scan->c != quote)
		return reading_wrong(scan->at, line, "the quote that opens on this line is not "
		                     "closed on it");
	scan->c++;
	return 0;
}

/* Blanks what is left of the line. */
static int blank_line(struct scan *scan)
{
	size_t length = strcspn(scan->c, "\n");

	memset(scan->c, ' ', length);
	scan->c += length;
	return 0;
}

/* Blanks to the end of the comment that begins at scan->c; line ends stay. */
static int blank_block(struct scan *scan)
{
	char *end = strstr(scan->c + 2, "*/");

	if (end == NULL)
		return reading_wrong(scan->at, scan->line, "the comment that opens on this line "
		                     "is never closed with */");
	for (; scan->c < end + 2; scan->c++) {
		scan->line += *scan->c == '\n';
		if (*scan->c != '\n')
			*scan->c = ' ';
	}
	return 0;
}

static int pass_brace(struct scan *scan)
{
	if (*scan->c == '}' && scan->open > 0)
		scan->open--;
	if (*scan->c == '{' && scan->open == BRACES_MAX)
		return reading_wrong(scan->at, scan->line, "too many sections inside each other");
	if (*scan->c == '{')
		scan->braces[scan->open++] = scan->line;
	scan->c++;
	return 0;
}

/* Text without quotes may hold slashes, as in /a//b; a comment begins where no text
 * is before. */
static int pass_plain(struct scan *scan)
{
	scan->c += strcspn(scan->c, " \t\r\n#\"'{}=,()+");
	return 0;
}

static int scan_next(struct scan *scan)
{
	switch (*scan->c) {
	case '"': case '\'':
		return pass_quoted(scan);
	case '#':
		return blank_line(scan);
	case '{': case '}':
		return pass_brace(scan);
	case '/':
		if (scan->c[1] == '/')
			return blank_line(scan);
		return scan->c[1] == '*' ? blank_block(scan) : pass_plain(scan);
	case ' ': case '\t': case '\r': case '\n': case '=': case ',': case '(': case ')':
	case '+':
		scan->line += *scan->c++ == '\n';
		return 0;
	default:
		return pass_plain(scan);
	}
}

static int blank_comments(struct reading *at, char *text)
{
	struct scan scan = {.at = at, .c = text, .line = 1};

	while (*scan.c)
		if (scan_next(&scan) != 0)
			return -1;
	if (scan.open > 0)
		return reading_wrong(at, scan.braces[scan.open - 1], "the `{` that opens on this "
		                     "line is never closed");
	return 0;
}

static int refuse_file(struct reading *at, int number)
{
	at->failed = true;
	return error_set(at->error, ERROR_SYSTEM, "%s: %s; `carhook init` makes a "
	                 "configuration, CARHOOK_CONFIG names another one", at->file,
	                 strerror(number));
}

/* Reads at->file into `text`, which has room for CONFIG_FILE_MAX bytes and a NUL. */
static int read_file(struct reading *at, char *text)
{
	int descriptor = open(at->file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t length = descriptor < 0 ? -1 : load_bytes(descriptor, text,
	                                                  CONFIG_FILE_MAX + 1);
	int number = errno;

	if (descriptor >= 0)
		close(descriptor);
	if (length < 0)
		return refuse_file(at, number);
	if (length > (ssize_t)CONFIG_FILE_MAX)
		return reading_wrong(at, 1, "the file is larger than %llu bytes; is it a "
		                     "configuration?", CONFIG_FILE_MAX);
	text[length] = '\0';
	if (strlen(text) != (size_t)length)
		return reading_wrong(at, 1, "the file holds a NUL character; save it as text");
	return 0;
}

char *load_text(struct reading *at)
{
	char *text = calloc(1, CONFIG_FILE_MAX + 1);

	if (text == NULL) {
		reading_no_memory(at);
		return NULL;
	}
	if (read_file(at, text) == 0 && blank_comments(at, text) == 0)
		return text;
	load_free(text);
	return NULL;
}

void load_free(char *text)
{
	if (text)
		sodium_memzero(text, CONFIG_FILE_MAX + 1);
	free(text);
}

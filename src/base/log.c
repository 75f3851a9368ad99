#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"

#define LINE_SIZE 1024

static const char *program_name = "carhook";
static int under_journal;

static const struct {
	int priority;            /* syslog's number, as sd-daemon(3) wants it */
	const char *word;
} LEVELS[] = {
	[LOG_ERROR] = {3, "error: "},
	[LOG_WARNING] = {4, "warning: "},
	[LOG_NOTICE] = {5, ""},
};

void log_open(const char *program)
{
	program_name = program;
	under_journal = getenv("JOURNAL_STREAM") != NULL;
}

/* Copies `from` to `to`, control characters as \xNN; returns the new end. */
static char *escape(char *to, const char *end, const char *from)
{
	static const char hex[] = "0123456789abcdef";

	for (; *from != '\0' && end - to > 4; from++) {
		unsigned char c = (unsigned char)*from;
		if (c >= 0x20 && c != 0x7f) {
			*to++ = (char)c;
			continue;
		}
		*to++ = '\\';
		*to++ = 'x';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
	}
	return to;
}

void log_line(enum log_level level, const char *area, const char *format, ...)
{
	char message[LINE_SIZE], line[LINE_SIZE * 2];
	char *end = line + sizeof line - 1, *at = line;
	va_list arguments;
	ssize_t written;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	if (under_journal)
		at += snprintf(at, 8, "<%d>", LEVELS[level].priority);
	at += snprintf(at, 128, "%.40s: %s%.40s: ", program_name, LEVELS[level].word, area);
	at = escape(at, end, message);
	*at++ = '\n';
	/* One write, so that lines of several processes do not mix. A log that
	 * cannot be written has nobody left to tell. */
	written = write(STDERR_FILENO, line, (size_t)(at - line));
	(void)written;
}

int log_allowed(struct log_gate *gate, int seconds, unsigned long *missed)
{
	int64_t now = clock_monotonic_us();
	int64_t last = __atomic_load_n(&gate->last_us, __ATOMIC_RELAXED);

	if (last != 0 && now - last < seconds * INT64_C(1000000)) {
		__atomic_fetch_add(&gate->missed, 1, __ATOMIC_RELAXED);
		return 0;
	}
	if (!__atomic_compare_exchange_n(&gate->last_us, &last, now, 0, __ATOMIC_RELAXED,
	                                 __ATOMIC_RELAXED)) {
		__atomic_fetch_add(&gate->missed, 1, __ATOMIC_RELAXED);
		return 0;
	}
	*missed = __atomic_exchange_n(&gate->missed, 0, __ATOMIC_RELAXED);
	return 1;
}

#include "tool/human-time.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/literal.h"

#define DAY_MS INT64_C(86400000)
#define AGE_MAX_DAYS 36500   /* a hundred years: older than any car that tells */

static const struct {
	char letter;
	int64_t ms;
} UNITS[] = {
	{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', DAY_MS}, {'w', 7 * DAY_MS},
};

bool human_age_read(const char *text, int64_t *ms)
{
	char *end;
	long long count;

	errno = 0;
	count = strtoll(text, &end, 10);
	if (!isdigit((unsigned char)text[0]) || errno != 0 || *end == '\0' || end[1] != '\0')
		return false;
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
		if (UNITS[i].letter != *end || count > AGE_MAX_DAYS * DAY_MS / UNITS[i].ms)
			continue;
		*ms = count * UNITS[i].ms;
		return true;
	}
	return false;
}

static bool read_day(const char *text, int64_t now_ms, int64_t *ms)
{
	int64_t today = now_ms - now_ms % DAY_MS;

	if (strcmp(text, "now") == 0)
		*ms = now_ms;
	else if (strcmp(text, "today") == 0)
		*ms = today;
	else if (strcmp(text, "yesterday") == 0)
		*ms = today - DAY_MS;
	else
		return false;
	return true;
}

/* What people leave out at the end of a date, completed. */
static bool read_date(const char *text, int64_t *ms)
{
	static const char *const ENDS[] = {"", "Z", ":00Z", "T00:00:00Z"};
	char whole[64];

	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
		int length = snprintf(whole, sizeof whole, "%s%s", text, ENDS[i]);

		if (length > 0 && (size_t)length < sizeof whole &&
		    literal_date((struct text){whole, (size_t)length}, ms))
			return true;
	}
	return false;
}

bool human_time_read(const char *text, int64_t now_ms, int64_t *ms)
{
	int64_t age;

	if (human_age_read(text, &age)) {
		*ms = now_ms - age;
		return true;
	}
	return read_day(text, now_ms, ms) || read_date(text, ms);
}

void human_duration(char text[HUMAN_DURATION_SIZE], int64_t ms)
{
	static const struct {
		const char *name;
		int64_t ms;
	} WORDS[] = {{"day", DAY_MS}, {"hour", 3600000}, {"minute", 60000}, {"second", 1000}};
	enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };
	int64_t left = ms < 0 ? -ms : ms;
	size_t first = 0, used = 0;

	while (first < WORD_COUNT - 1 && left < WORDS[first].ms)
		first++;
	for (size_t i = first; i < WORD_COUNT && i < first + 2; i++) {
		long long count = left / WORDS[i].ms;

		left %= WORDS[i].ms;
		if (count == 0 && i > first)
			break;
		used += (size_t)snprintf(text + used, HUMAN_DURATION_SIZE - used, "%s%lld %s%s",
		                         i > first ? " " : "", count, WORDS[i].name,
		                         count == 1 ? "" : "s");
	}
}

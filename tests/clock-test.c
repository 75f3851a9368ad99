/* clock-test: the one way times are written, against the C library's calendar. */
#include <time.h>

#include "base/clock.h"
#include "tap.h"

static int agrees(int64_t ms)
{
	char ours[CLOCK_TEXT_SIZE], theirs[64], fraction[8];
	time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
	struct tm t;

	clock_format(ms, ours);
	gmtime_r(&seconds, &t);
	strftime(theirs, sizeof theirs - 8, "%Y-%m-%dT%H:%M:%S.", &t);
	snprintf(fraction, sizeof fraction, "%03dZ", (int)(ms - seconds * INT64_C(1000)));
	strcat(theirs, fraction);
	return strcmp(ours, theirs) == 0 &&
	       clock_from_civil(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min,
	                        t.tm_sec, (int)(ms - seconds * INT64_C(1000))) == ms;
}

int main(void)
{
	char text[CLOCK_TEXT_SIZE];
	int wrong = 0, steps = 0;

	/* Steps that share no factor with a day meet every hour of every kind of year. */
	for (int64_t ms = INT64_C(-30610224000000); ms < INT64_C(253402300799999);
	     ms += INT64_C(86399999) * 7)
		wrong += !agrees(ms), steps++;
	ok(steps > 100000 && wrong == 0, "a thousand years agree, there and back");
	clock_format(0, text);
	same(text, "1970-01-01T00:00:00.000Z", "the epoch");
	clock_format(-1, text);
	same(text, "1969-12-31T23:59:59.999Z", "a millisecond before it");
	clock_format(INT64_C(1709164799999), text);
	same(text, "2024-02-28T23:59:59.999Z", "before a leap day");
	clock_format(INT64_C(1709164800000), text);
	same(text, "2024-02-29T00:00:00.000Z", "a leap day");
	clock_format(INT64_C(-62167219200000), text);
	same(text, "0000-01-01T00:00:00.000Z", "the first that can be written");
	clock_format(INT64_C(-62167219200001), text);
	same(text, "", "before it nothing");
	clock_format(INT64_C(253402300800000), text);
	same(text, "", "after the year 9999 nothing");
	return tap_done();
}

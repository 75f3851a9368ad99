#include "base/clock.h"

#define MS_PER_DAY INT64_C(86400000)

static int64_t read_clock(clockid_t id, int64_t per_second)
{
	struct timespec now;

	clock_gettime(id, &now);
	return now.tv_sec * per_second + now.tv_nsec / (1000000000 / per_second);
}

int64_t clock_now_ms(void)
{
	return read_clock(CLOCK_REALTIME, 1000);
}

int64_t clock_monotonic_us(void)
{
	return read_clock(CLOCK_MONOTONIC, 1000000);
}

int64_t clock_processor_us(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID, 1000000);
}

struct timespec clock_timespec(int64_t us)
{
	return (struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
}

void clock_sleep_us(int64_t us)
{
	const struct timespec length = clock_timespec(us);

	nanosleep(&length, NULL);
}

/* Days since 1970-01-01. Years are counted from March, so that the leap day is
 * the last day of a year and needs no case of its own. */
static int64_t days_from_civil(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int64_t clock_from_civil(int year, int month, int day, int hour, int minute,
                         int second, int millisecond)
{
	return days_from_civil(year, month, day) * MS_PER_DAY +
	       ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + millisecond;
}

/* The inverse of days_from_civil. */
static void civil_from_days(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;   /* month counted from March */

	*day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

/* Two, three or four digits, with zeros in front; snprintf costs ten times as much,
 * and every event has two times. */
static char *put_digits(char *to, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + digits;
}

void clock_format(int64_t ms, char text[CLOCK_TEXT_SIZE])
{
	int64_t days, rest;
	int year, month, day;

	text[0] = '\0';
	if (ms < CLOCK_FIRST_MS || ms > CLOCK_LAST_MS)
		return;
	days = (ms - CLOCK_FIRST_MS) / MS_PER_DAY + CLOCK_FIRST_MS / MS_PER_DAY;
	rest = ms - days * MS_PER_DAY;
	civil_from_days(days, &year, &month, &day);
	text = put_digits(text, year, 4);
	*text++ = '-';
	text = put_digits(text, month, 2);
	*text++ = '-';
	text = put_digits(text, day, 2);
	*text++ = 'T';
	text = put_digits(text, (int)(rest / 3600000), 2);
	*text++ = ':';
	text = put_digits(text, (int)(rest / 60000 % 60), 2);
	*text++ = ':';
	text = put_digits(text, (int)(rest / 1000 % 60), 2);
	*text++ = '.';
	text = put_digits(text, (int)(rest % 1000), 3);
	*text++ = 'Z';
	*text = '\0';
}

#include "contract/literal.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

/* No number a vehicle sends is longer; the bound keeps strtod's text on the stack. */
#define NUMBER_TEXT_MAX 64

/* Epoch milliseconds of 13 digits, and seconds of 10, reach from September 2001 to
 * November 2286. */
#define EPOCH_MS_DIGITS 13

/* What is still to be read. */
struct reader {
	const char *at, *end;
};

struct civil {
	int year, month, day, hour, minute, second, millisecond;
	int offset_minutes;      /* how far the text's clock is ahead of UTC */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool take_char(struct reader *in, char c)
{
	if (in->at == in->end || *in->at != c)
		return false;
	in->at++;
	return true;
}

/* Takes exactly `digits` digits. */
static bool take_number(struct reader *in, int digits, int *number)
{
	int sum = 0;

	if (in->end - in->at < digits)
		return false;
	for (int i = 0; i < digits; i++) {
		if (!is_digit(in->at[i]))
			return false;
		sum = sum * 10 + (in->at[i] - '0');
	}
	in->at += digits;
	*number = sum;
	return true;
}

/* Takes one or more digits and gives how many. */
static size_t take_digits(struct reader *in)
{
	const char *start = in->at;

	while (in->at < in->end && is_digit(*in->at))
		in->at++;
	return (size_t)(in->at - start);
}

/* The index in `names` (three letters each, one after the other) of the next three
 * letters, or -1. */
static int take_name(struct reader *in, const char *names)
{
	if (in->end - in->at < 3)
		return -1;
	for (int i = 0; names[3 * i] != '\0'; i++) {
		if (memcmp(names + 3 * i, in->at, 3) == 0) {
			in->at += 3;
			return i;
		}
	}
	return -1;
}

static bool take_clock(struct reader *in, struct civil *date)
{
	return take_number(in, 2, &date->hour) && take_char(in, ':') &&
	       take_number(in, 2, &date->minute) && take_char(in, ':') &&
	       take_number(in, 2, &date->second);
}

/* Takes an optional ".123456"; what is finer than a millisecond is cut, so that
 * a time never moves into the future. */
static bool take_fraction(struct reader *in, int *millisecond)
{
	const char *digits = in->at + 1;
	size_t count;

	*millisecond = 0;
	if (!take_char(in, '.'))
		return true;
	count = take_digits(in);
	for (size_t i = 0; i < 3; i++)
		*millisecond = *millisecond * 10 + (i < count ? digits[i] - '0' : 0);
	return count > 0;
}

/* Takes "Z", "+01:00" or "+0100". RFC 3339 allows small letters. */
static bool take_offset(struct reader *in, int *offset_minutes)
{
	int hours, minutes, sign = 1;

	*offset_minutes = 0;
	if (take_char(in, 'Z') || take_char(in, 'z'))
		return true;
	if (take_char(in, '-'))
		sign = -1;
	else if (!take_char(in, '+'))
		return false;
	if (!take_number(in, 2, &hours))
		return false;
	take_char(in, ':');
	if (!take_number(in, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset_minutes = sign * (hours * 60 + minutes);
	return true;
}

/* 2019-08-24T14:15:22Z and its relatives. */
static bool read_iso(struct reader in, struct civil *date)
{
	return take_number(&in, 4, &date->year) && take_char(&in, '-') &&
	       take_number(&in, 2, &date->month) && take_char(&in, '-') &&
	       take_number(&in, 2, &date->day) &&
	       (take_char(&in, 'T') || take_char(&in, 't')) &&
	       take_clock(&in, date) && take_fraction(&in, &date->millisecond) &&
	       take_offset(&in, &date->offset_minutes) && in.at == in.end;
}

/* Mon Jun 03 08:35:36 GMT 2019, as Java prints a Date. The day of the week adds
 * nothing: it must be one, but is not weighed against the date. */
static bool read_java(struct reader in, struct civil *date)
{
	bool weekday = take_name(&in, "MonTueWedThuFriSatSun") >= 0 && take_char(&in, ' ');
	int month = weekday ? take_name(&in, "JanFebMarAprMayJunJulAugSepOctNovDec") : -1;

	date->month = month + 1;
	date->millisecond = date->offset_minutes = 0;
	return month >= 0 && take_char(&in, ' ') && take_number(&in, 2, &date->day) &&
	       take_char(&in, ' ') && take_clock(&in, date) && take_char(&in, ' ') &&
	       take_name(&in, "GMTUTC") >= 0 && take_char(&in, ' ') &&
	       take_number(&in, 4, &date->year) && in.at == in.end;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool exists(const struct civil *date)
{
	static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int days;

	if (date->month < 1 || date->month > 12)
		return false;
	days = DAYS[date->month - 1] + (date->month == 2 && is_leap(date->year));
	return date->day >= 1 && date->day <= days && date->hour <= 23 &&
	       date->minute <= 59 && date->second <= 60;
}

/* An offset can carry a date out of the four-digit years, where no text for the
 * database could be written any more. */
static bool is_writable(int64_t ms)
{
	return ms >= CLOCK_FIRST_MS && ms <= CLOCK_LAST_MS;
}

bool literal_date(struct text text, int64_t *ms)
{
	struct reader in = {text.at, text.at ? text.at + text.length : NULL};
	struct civil date;
	int64_t utc;

	if (text.at == NULL || (!read_iso(in, &date) && !read_java(in, &date)))
		return false;
	if (!exists(&date))
		return false;
	utc = clock_from_civil(date.year, date.month, date.day, date.hour, date.minute,
	                       date.second, date.millisecond);
	utc -= date.offset_minutes * INT64_C(60000);
	if (!is_writable(utc))
		return false;
	*ms = utc;
	return true;
}

bool literal_epoch(struct text text, int64_t *ms)
{
	int64_t sum = 0;

	if ((text.length != EPOCH_MS_DIGITS && text.length != EPOCH_MS_DIGITS - 3) ||
	    text.at[0] == '0')
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (!is_digit(text.at[i]))
			return false;
		sum = sum * 10 + (text.at[i] - '0');
	}
	*ms = text.length == EPOCH_MS_DIGITS ? sum : sum * 1000;
	return true;
}

bool literal_moment(struct text text, int64_t *ms)
{
	return literal_date(text, ms) || literal_epoch(text, ms);
}

static void take_sign(struct reader *in)
{
	if (!take_char(in, '-'))
		take_char(in, '+');
}

/* Takes an optional exponent, as Java writes one: 1.2E4. */
static bool take_exponent(struct reader *in)
{
	if (!take_char(in, 'e') && !take_char(in, 'E'))
		return true;
	take_sign(in);
	return take_digits(in) > 0;
}

/* Finds the decimal separator (NULL: none) of a text that is a number as a whole. */
static bool is_number(struct text text, const char **separator)
{
	struct reader in = {text.at, text.at + text.length};

	*separator = NULL;
	take_sign(&in);
	if (take_digits(&in) == 0)
		return false;
	if (in.at < in.end && (*in.at == '.' || *in.at == ',')) {
		*separator = in.at++;
		if (take_digits(&in) == 0)
			return false;
	}
	return take_exponent(&in) && in.at == in.end;
}

/* So many digits, and ten to the power of as many, are exact in a double: their quotient
 * is rounded once, and so is the double nearest to the number, as strtod's is. */
#define EXACT_DIGITS 15

/* Converts a text of few digits and no exponent, as all but a few are; strtod costs ten
 * times as much. Where doubles are kept wider than they are, it would round twice. */
static bool convert_short(struct text text, const char *separator, double *number)
{
	static const double POWERS[] = {
		1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	};
	const char *end = text.at + text.length, *at = text.at + !is_digit(text.at[0]);
	size_t fraction = separator ? (size_t)(end - separator - 1) : 0;
	int64_t digits = 0;

	if (FLT_EVAL_METHOD != 0 || end - at - (separator != NULL) > EXACT_DIGITS)
		return false;
	for (; at < end; at++) {
		if (at == separator)
			continue;
		if (!is_digit(*at))
			return false;
		digits = digits * 10 + (*at - '0');
	}
	*number = (double)digits / POWERS[fraction];
	if (text.at[0] == '-')
		*number = -*number;
	return true;
}

/* strtod reads the decimal point of the program's locale: it is given that one. */
static double convert_long(struct text text, const char *separator)
{
	char copy[NUMBER_TEXT_MAX + 16];
	size_t whole = separator ? (size_t)(separator - text.at) : text.length;

	if (separator == NULL)
		snprintf(copy, sizeof copy, "%.*s", (int)whole, text.at);
	else
		snprintf(copy, sizeof copy, "%.*s%.8s%.*s", (int)whole, text.at,
		         localeconv()->decimal_point, (int)(text.length - whole - 1),
		         separator + 1);
	return strtod(copy, NULL);
}

bool literal_number(struct text text, double *number, bool *comma)
{
	const char *separator;
	double value;

	if (text.at == NULL || text.length > NUMBER_TEXT_MAX || !is_number(text, &separator))
		return false;
	if (!convert_short(text, separator, &value))
		value = convert_long(text, separator);
	if (!isfinite(value))
		return false;
	*number = value;
	*comma = separator != NULL && *separator == ',';
	return true;
}

/* ---- Durations ---- */

struct duration_unit {
	char letter;
	bool is_time;        /* stands behind the T */
	double seconds;
};

/* In the order in which they may stand. */
static const struct duration_unit DURATION_UNITS[] = {
	{'W', false, 604800}, {'D', false, 86400}, {'H', true, 3600}, {'M', true, 60},
	{'S', true, 1},
};

#define DURATION_UNIT_COUNT (sizeof DURATION_UNITS / sizeof *DURATION_UNITS)

/* Takes a number and its unit, which must be behind `*unit` in the order. */
static bool take_amount(struct reader *in, bool is_time, size_t *unit, double *seconds)
{
	struct text amount = {in->at, 0};
	double number;
	bool comma;

	while (in->at < in->end && (is_digit(*in->at) || *in->at == '.' || *in->at == ','))
		in->at++;
	amount.length = (size_t)(in->at - amount.at);
	if (in->at == in->end || !literal_number(amount, &number, &comma))
		return false;
	for (; *unit < DURATION_UNIT_COUNT; ++*unit)
		if (DURATION_UNITS[*unit].letter == *in->at &&
		    DURATION_UNITS[*unit].is_time == is_time)
			break;
	if (*unit == DURATION_UNIT_COUNT)
		return false;
	*seconds += number * DURATION_UNITS[(*unit)++].seconds;
	in->at++;
	return true;
}

bool literal_duration(struct text text, double *seconds)
{
	struct reader in = {text.at, text.at + text.length};
	double sum = 0;
	size_t unit = 0;
	bool is_time = false;

	if (text.at == NULL || !take_char(&in, 'P') || in.at == in.end)
		return false;
	while (in.at < in.end) {
		if (!is_time && take_char(&in, 'T'))
			is_time = true;
		if (!take_amount(&in, is_time, &unit, &sum))
			return false;
	}
	*seconds = sum;
	return true;
}

/* ---- Lists of words ---- */

static const char SEPARATORS[] = ",;| ";

static size_t count_separators(struct text text, bool separators)
{
	size_t count = 0;

	while (count < text.length && (memchr(SEPARATORS, text.at[count],
	                                      sizeof SEPARATORS - 1) != NULL) == separators)
		count++;
	return count;
}

struct text literal_word(struct text *rest)
{
	size_t skipped = count_separators(*rest, true);
	struct text word = {rest->at + skipped, rest->length - skipped};

	word.length = count_separators(word, false);
	rest->length -= skipped + word.length;
	rest->at = word.at + word.length;
	return word.length > 0 ? word : TEXT_NONE;
}

bool literal_is_list(struct text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.at[i] != ' ' && memchr(SEPARATORS, text.at[i], sizeof SEPARATORS - 1))
			return true;
	return false;
}

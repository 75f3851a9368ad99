/* The vendor's dates and numbers are read, and nothing else is. */
#include "contract/literal.h"

#include <stdlib.h>

#include "base/clock.h"
#include "tap.h"

/* What a text is read as, or "refused". Each text is given in a buffer of exactly
 * its length, so that the address sanitizer sees a reader that goes too far. */
static const char *date_of(const char *string)
{
	static char written[CLOCK_TEXT_SIZE];
	size_t length = strlen(string);
	char *exact = malloc(length ? length : 1);
	int64_t ms = -1;
	bool good;

	if (exact == NULL)
		return "no memory";
	memcpy(exact, string, length);
	good = literal_date((struct text){exact, length}, &ms);
	free(exact);
	if (!good)
		return ms == -1 ? "refused" : "refused, but written to";
	clock_format(ms, written);
	return written;
}

static const struct {
	const char *text, *utc;
} DATES[] = {
	/* the five styles */
	{"2019-08-24T14:15:22Z", "2019-08-24T14:15:22.000Z"},
	{"2023-09-12T09:41:10.911Z", "2023-09-12T09:41:10.911Z"},
	{"2018-01-03T12:00:00+01:00", "2018-01-03T11:00:00.000Z"},
	{"2017-08-10T13:46:39.652+0000", "2017-08-10T13:46:39.652Z"},
	{"Mon Jun 03 08:35:36 GMT 2019", "2019-06-03T08:35:36.000Z"},

	/* months by name, zones by name; the day of the week is not weighed */
	{"Tue Jan 01 00:00:00 UTC 2019", "2019-01-01T00:00:00.000Z"},
	{"Sun Dec 31 23:59:59 GMT 2023", "2023-12-31T23:59:59.000Z"},
	{"Thu Feb 29 12:00:00 GMT 2024", "2024-02-29T12:00:00.000Z"},
	{"Mon Feb 29 12:00:00 GMT 2024", "2024-02-29T12:00:00.000Z"},
	{"Wed Feb 29 12:00:00 GMT 2023", "refused"},
	{"Xyz Jun 03 08:35:36 GMT 2019", "refused"},
	{"Mon jun 03 08:35:36 GMT 2019", "refused"},
	{"Mon Jun 03 08:35:36 CET 2019", "refused"},
	{"Mon Jun 3 08:35:36 GMT 2019", "refused"},
	{"Mon Jun 03 08:35:36 GMT 2019 ", "refused"},
	{"Mon Jun 03 08:35:36 GMT 201", "refused"},
	{"Mon Jun 03 08:35:36", "refused"},
	{"Mon", "refused"},

	/* fractions: any number of digits, milliseconds kept, never rounded up */
	{"2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.100Z"},
	{"2024-01-01T00:00:00.12Z", "2024-01-01T00:00:00.120Z"},
	{"2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.123Z"},
	{"2024-01-01T00:00:00.9999999999999999999999Z", "2024-01-01T00:00:00.999Z"},
	{"2024-01-01T00:00:00.0001+01:00", "2023-12-31T23:00:00.000Z"},
	{"2024-01-01T00:00:00.Z", "refused"},
	{"2024-01-01T00:00:00,5Z", "refused"},

	/* offsets */
	{"2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00.000Z"},
	{"2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00.000Z"},
	{"2024-01-01T00:00:00+14:00", "2023-12-31T10:00:00.000Z"},
	{"2024-12-31T23:00:00-0330", "2025-01-01T02:30:00.000Z"},
	{"2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000Z"},
	{"2024-01-01T00:00:00+23:59", "2023-12-31T00:01:00.000Z"},
	{"2024-01-01T00:00:00+24:00", "refused"},
	{"2024-01-01T00:00:00+01:60", "refused"},
	{"2024-01-01T00:00:00+01", "refused"},
	{"2024-01-01T00:00:00+1:00", "refused"},
	{"2024-01-01T00:00:00+01:0", "refused"},
	{"2024-01-01T00:00:00+01:", "refused"},
	{"2024-01-01T00:00:00+", "refused"},
	{"2024-01-01T00:00:00", "refused"},
	{"2024-01-01T00:00:00ZZ", "refused"},
	{"2024-01-01T00:00:00Z+01:00", "refused"},

	/* days that exist */
	{"2024-01-31T00:00:00Z", "2024-01-31T00:00:00.000Z"},
	{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
	{"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"},
	{"2024-04-30T00:00:00Z", "2024-04-30T00:00:00.000Z"},
	{"2024-12-31T00:00:00Z", "2024-12-31T00:00:00.000Z"},
	{"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
	{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
	{"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},

	/* and such that do not */
	{"2024-01-32T00:00:00Z", "refused"},
	{"2024-02-30T00:00:00Z", "refused"},
	{"2023-02-29T00:00:00Z", "refused"},
	{"1900-02-29T00:00:00Z", "refused"},
	{"2100-02-29T00:00:00Z", "refused"},
	{"2024-04-31T00:00:00Z", "refused"},
	{"2024-06-31T00:00:00Z", "refused"},
	{"2024-09-31T00:00:00Z", "refused"},
	{"2024-11-31T00:00:00Z", "refused"},
	{"2024-00-10T00:00:00Z", "refused"},
	{"2024-13-10T00:00:00Z", "refused"},
	{"2024-01-00T00:00:00Z", "refused"},
	{"2024-02-30T25:61:00Z", "refused"},
	{"0000-00-00T00:00:00Z", "refused"},

	/* hours, minutes, seconds */
	{"2024-01-01T23:59:59Z", "2024-01-01T23:59:59.000Z"},
	{"2024-01-01T24:00:00Z", "refused"},
	{"2024-01-01T25:00:00Z", "refused"},
	{"2024-01-01T00:60:00Z", "refused"},
	{"2024-01-01T00:00:61Z", "refused"},
	{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
	{"2016-12-31T23:59:60.500Z", "2017-01-01T00:00:00.500Z"},
	{"2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.000Z"},
	{"Sat Dec 31 23:59:60 GMT 2016", "2017-01-01T00:00:00.000Z"},

	/* beyond what can be written with four digits of the year */
	{"0000-01-01T00:00:00+00:01", "refused"},
	{"9999-12-31T23:59:59-00:01", "refused"},
	{"9999-12-31T23:59:60Z", "refused"},
	{"10000-01-01T00:00:00Z", "refused"},

	/* near misses */
	{"", "refused"},
	{" ", "refused"},
	{"2", "refused"},
	{"2024", "refused"},
	{"2024-01-01", "refused"},
	{"2024-01-01T", "refused"},
	{"2024-01-01T00:00Z", "refused"},
	{"2024-01-01 00:00:00Z", "refused"},
	{"2024-01-01t00:00:00z", "2024-01-01T00:00:00.000Z"},
	{"2024/01/01T00:00:00Z", "refused"},
	{"20240101T000000Z", "refused"},
	{"24-01-01T00:00:00Z", "refused"},
	{"-024-01-01T00:00:00Z", "refused"},
	{"2024-1-01T00:00:00Z", "refused"},
	{"2024-+1-01T00:00:00Z", "refused"},
	{"2024-01-01T00:00:00Z ", "refused"},
	{" 2024-01-01T00:00:00Z", "refused"},
	{"2024-01-01T00:00:0xZ", "refused"},
	{"1709532000652", "refused"},
	{"null", "refused"},
	{"$eventDate", "refused"},
};

static const struct {
	const char *text;
	int64_t ms;                  /* -1: refused */
} EPOCHS[] = {
	{"1709532000652", INT64_C(1709532000652)},
	{"1000000000000", INT64_C(1000000000000)},
	{"9999999999999", INT64_C(9999999999999)},
	{"0999999999999", -1},
	{"999999999999", -1},
	{"10000000000000", -1},
	{"1709532000", INT64_C(1709532000000)},
	{"0709532000", -1},
	{"999999999", -1},
	{"-170953200065", -1},
	{"+170953200065", -1},
	{"170953200065.", -1},
	{"1709532.0E+06", -1},
	{"170953200065 ", -1},
	{"", -1},
};

static const struct {
	const char *text;
	bool good, comma;
	double number;
} NUMBERS[] = {
	{"0", true, false, 0},
	{"49", true, false, 49},
	{"-45", true, false, -45},
	{"+3", true, false, 3},
	{"000123", true, false, 123},
	{"33.3", true, false, 33.3},
	{"-14.5", true, false, -14.5},
	{"233756.7", true, false, 233756.7},
	{"33,3", true, true, 33.3},
	{"1239,6", true, true, 1239.6},
	{"-0,1", true, true, -0.1},
	{"1.2E4", true, false, 12000},
	{"1,2e4", true, true, 12000},
	{"12e-1", true, false, 1.2},
	{"12E+1", true, false, 120},
	{"0.1", true, false, 0.1},
	{"9007199254740993", true, false, 9007199254740992.0},
	{"1e308", true, false, 1e308},
	{"1e309", false, false, 0},
	{"-1e999", false, false, 0},
	{"", false, false, 0},
	{" ", false, false, 0},
	{" 1", false, false, 0},
	{"1 ", false, false, 0},
	{"-", false, false, 0},
	{"+", false, false, 0},
	{"--1", false, false, 0},
	{"+-1", false, false, 0},
	{".5", false, false, 0},
	{",5", false, false, 0},
	{"5.", false, false, 0},
	{"5,", false, false, 0},
	{"1e", false, false, 0},
	{"1e+", false, false, 0},
	{"e5", false, false, 0},
	{"1.5.2", false, false, 0},
	{"1.239,6", false, false, 0},
	{"1,239.6", false, false, 0},
	{"1,239,6", false, false, 0},
	{"1 239,6", false, false, 0},
	{"0x10", false, false, 0},
	{"NaN", false, false, 0},
	{"nan", false, false, 0},
	{"Infinity", false, false, 0},
	{"-inf", false, false, 0},
	{"12 km", false, false, 0},
	{"12km", false, false, 0},
	{"true", false, false, 0},
	{"null", false, false, 0},
	{"\xd9\xa1", false, false, 0},
	/* 64 characters are a number still, 65 are none */
	{"0000000000000000000000000000000000000000000000000000000000000007", true, false, 7},
	{"00000000000000000000000000000000000000000000000000000000000000007", false, false,
	 0},
	{"0,00000000000000000000000000000000000000000000000000000000000000", true, true, 0},
};

#define COUNT(array) (sizeof (array) / sizeof *(array))

static void test_dates(void)
{
	int64_t ms = 7;

	for (size_t i = 0; i < COUNT(DATES); i++)
		same(date_of(DATES[i].text), DATES[i].utc, DATES[i].text);
	ok(!literal_date(TEXT_NONE, &ms) && ms == 7, "no text is no date");
	ok(!literal_date((struct text){"2024-01-01T00:00:00Z\0", 21}, &ms),
	   "a NUL behind a date is not overlooked");
	ok(literal_date((struct text){"2024-01-01T00:00:00Zjunk", 20}, &ms) &&
	   ms == INT64_C(1704067200000), "what lies behind the text is not looked at");
}

/* Every day of 400 years, as the calendar repeats after them. */
static void test_calendar(void)
{
	static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t expected = INT64_C(946684800000), ms;   /* 2000-01-01 */
	int wrong = 0;

	for (int day = 0, year = 2000, month = 1; year < 2400;) {
		bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
		int days = DAYS[month - 1] + (month == 2 && leap);
		char text[64];

		snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, ++day);
		if (day <= days) {
			wrong += !literal_date(text_of(text), &ms) || ms != expected;
			expected += 86400000;
			continue;
		}
		wrong += literal_date(text_of(text), &ms);
		day = 0;
		year += month == 12;
		month = month % 12 + 1;
	}
	ok(wrong == 0, "every day from 2000 to 2399 is read, and none after a month's last");
}

static void test_epochs(void)
{
	for (size_t i = 0; i < COUNT(EPOCHS); i++) {
		int64_t ms = -1;
		bool good = literal_epoch(text_of(EPOCHS[i].text), &ms);

		ok(good == (EPOCHS[i].ms >= 0) && ms == EPOCHS[i].ms, EPOCHS[i].text);
	}
}

static void test_numbers(void)
{
	double number = 7;
	bool comma = true;

	for (size_t i = 0; i < COUNT(NUMBERS); i++) {
		bool good = literal_number(text_of(NUMBERS[i].text), &number, &comma);

		ok(good == NUMBERS[i].good &&
		   (!good || (comma == NUMBERS[i].comma && number == NUMBERS[i].number)),
		   NUMBERS[i].text);
	}
	ok(!literal_number(TEXT_NONE, &number, &comma), "no text is no number");
	ok(!literal_number((struct text){"1\0", 2}, &number, &comma),
	   "a NUL behind a number is not overlooked");
	ok(literal_number((struct text){"1234", 2}, &number, &comma) && number == 12,
	   "what lies behind the text is not looked at");
}

/* A text of `digits` digits, a point behind `whole` of them, and a sign by chance. */
static void make_number(char *text, uint64_t *random, int digits, int whole)
{
	char *to = text;

	if (*random >> 63)
		*to++ = '-';
	for (int i = 0; i < digits; i++) {
		*random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		if (i == whole)
			*to++ = '.';
		*to++ = (char)('0' + (*random >> 33) % 10);
	}
	*to = '\0';
}

/* To the last bit, the sign of a zero too: a number is what strtod makes of its text. */
static void test_rounding(void)
{
	uint64_t random = 1;
	int wrong = 0;

	for (int i = 0; i < 300000; i++) {
		int digits = 1 + i % 20, whole = 1 + i / 20 % digits;
		double number = 7, expected;
		char text[32];
		bool comma;

		make_number(text, &random, digits, whole);
		expected = strtod(text, NULL);
		wrong += !literal_number(text_of(text), &number, &comma) ||
		         memcmp(&number, &expected, sizeof number) != 0;
	}
	ok(wrong == 0, "numbers of one to twenty digits are rounded as strtod rounds them");
}

static const struct {
	const char *text;
	double seconds;      /* -1: no duration */
} DURATIONS[] = {
	{"PT3H23M", 12180}, {"PT0S", 0}, {"P1DT2.5S", 86402.5}, {"PT1,5H", 5400}, {"P2W", 1209600},
	{"PT10H5M", 36300}, {"P", -1}, {"PT", -1}, {"PT5", -1}, {"PT5M3H", -1}, {"PT5M5M", -1},
	{"P5H", -1}, {"P1Y", -1}, {"P1M", -1}, {"3H", -1}, {"PT-3H", -1}, {"PT3H ", -1}, {"", -1},
};

static void test_durations(void)
{
	for (size_t i = 0; i < COUNT(DURATIONS); i++) {
		double seconds = -1;
		bool good = literal_duration(text_of(DURATIONS[i].text), &seconds);

		ok(good == (DURATIONS[i].seconds >= 0) && seconds == DURATIONS[i].seconds,
		   DURATIONS[i].text);
	}
}

int main(void)
{
	test_dates();
	test_calendar();
	test_epochs();
	test_numbers();
	test_rounding();
	test_durations();
	return tap_done();
}

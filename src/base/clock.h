/* clock.h: now, and the one way times are written: ISO 8601, UTC, milliseconds. */
#ifndef CARHOOK_CLOCK_H
#define CARHOOK_CLOCK_H

#include <stdint.h>
#include <time.h>

#define CLOCK_TEXT_SIZE 25   /* "2024-03-09T14:42:49.000Z" and its NUL */

/* What can be written: the years 0000 to 9999. */
#define CLOCK_FIRST_MS INT64_C(-62167219200000)   /* 0000-01-01T00:00:00.000Z */
#define CLOCK_LAST_MS INT64_C(253402300799999)    /* 9999-12-31T23:59:59.999Z */

/* Milliseconds since 1970-01-01T00:00:00Z. Any thread. */
int64_t clock_now_ms(void);

/* Microseconds from an arbitrary start that never goes back. Any thread. */
int64_t clock_monotonic_us(void);

/* Microseconds that the processor has worked for the calling thread. */
int64_t clock_processor_us(void);

/* `us` microseconds, 0 or more, as the system's calls take them. */
struct timespec clock_timespec(int64_t us);

/* Sleeps for `us` microseconds, or until a signal comes. Any thread; may be called in a
 * signal handler (POSIX, 2.4.3). */
void clock_sleep_us(int64_t us);

/* Writes `ms` as ISO 8601 UTC; one that cannot be written as "". */
void clock_format(int64_t ms, char text[CLOCK_TEXT_SIZE]);

/* Milliseconds since 1970 of a civil date in the proleptic Gregorian calendar.
 * month 1-12, day 1-31; the caller has checked the ranges. */
int64_t clock_from_civil(int year, int month, int day, int hour, int minute,
                         int second, int millisecond);

#endif

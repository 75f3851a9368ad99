/* human-time.h: the times that people write on a command line. */
#ifndef CARHOOK_HUMAN_TIME_H
#define CARHOOK_HUMAN_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* Reads, in UTC: an age (30s, 5m, 2h, 3d, 1w: so long before now), `now`, `today`,
 * `yesterday` (their midnight), a day (2026-11-24), or a day and a time
 * (2026-11-24T13:00, with seconds or not, with Z or an offset or neither). `now_ms` and
 * *ms are milliseconds since 1970. False leaves *ms untouched. */
bool human_time_read(const char *text, int64_t now_ms, int64_t *ms);

#define HUMAN_DURATION_SIZE 48

/* Writes a time that has passed, or will, in its two largest units: "2 days 4 hours",
 * "35 minutes 10 seconds", "0 seconds". Of a negative one its absolute value. */
void human_duration(char text[HUMAN_DURATION_SIZE], int64_t ms);

/* Reads an age alone, as milliseconds. */
bool human_age_read(const char *text, int64_t *ms);

#endif

/* literal.h: the vendor's ways of writing dates and numbers, read. */
#ifndef CARHOOK_LITERAL_H
#define CARHOOK_LITERAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Reads a date in one of the five styles the vendor shows (contract section 13):
 *   2019-08-24T14:15:22Z          2023-09-12T09:41:10.911Z
 *   2018-01-03T12:00:00+01:00     2017-08-10T13:46:39.652+0000
 *   Mon Jun 03 08:35:36 GMT 2019
 * T and Z may be small letters (RFC 3339). Any number of fraction digits is read,
 * milliseconds kept. A leap second (:60) is read as the second after. Dates that do not
 * exist (30 February, hour 25) are refused. Gives UTC milliseconds since 1970 in *ms;
 * false leaves it untouched. */
bool literal_date(struct text text, int64_t *ms);

/* Reads epoch milliseconds or seconds (a plausible drift: year 2001 to 2286, i.e. 13 or 10
 * digits). */
bool literal_epoch(struct text text, int64_t *ms);

/* Reads a date in a style of the vendor's, or an epoch. */
bool literal_moment(struct text text, int64_t *ms);

/* Reads a decimal number, with a point or with the decimal comma of the B2C
 * examples; *comma tells which. Blank text, NaN and trailing text are refused. */
bool literal_number(struct text text, double *number, bool *comma);

/* Reads an ISO 8601 duration of days, hours, minutes and seconds, such as PT3H23M or
 * P1DT2.5S. Years and months, which have no length, are refused. */
bool literal_duration(struct text text, double *seconds);

/* Takes the next word of a list from `rest`; TEXT_NONE when there is none. The vendor
 * foresees lists of words in one literal but names no separator (contract C8), so all of
 * the likely are taken. */
struct text literal_word(struct text *rest);

/* Whether the text is a list for sure: has a separator other than a space. */
bool literal_is_list(struct text text);

#endif

/* query-filter.h: what an answer is confined to. */
#ifndef CARHOOK_QUERY_FILTER_H
#define CARHOOK_QUERY_FILTER_H

#include <stdbool.h>
#include <stdint.h>

/* NULL, 0 or false: not by this. */
struct question_filter {
	const char *vin, *fleet, *monitor, *source;
	const char *since, *until;   /* ISO 8601 UTC, as in the database; until is excluded */
	const char *now;             /* the same; NULL: nobody asks how long ago */
	const char *operand;         /* what else a question is about: an action's id */
	const char *configured;      /* a JSON array of the sources that are expected */
	bool all;
	int64_t limit;               /* rows; 0 all */
};

#endif

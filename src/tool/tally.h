/* tally.h: what came back from the requests of `carhook send`, added up. */
#ifndef CARHOOK_TALLY_H
#define CARHOOK_TALLY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/text.h"

#define TALLY_STATUSES 1000      /* an HTTP status has three digits */
#define TALLY_TROUBLE_SIZE 256   /* as libcurl's error texts */

struct tally {
	uint64_t requests;                  /* tries included */
	uint64_t answers[TALLY_STATUSES];   /* by status */
	uint64_t unanswered;
	char trouble[TALLY_TROUBLE_SIZE];   /* why the last one got no answer */
	uint64_t failed;                    /* deliveries that ended without a 2xx */
	uint64_t stored, redelivered, quarantined, findings;   /* told by the 2xx */
	int64_t elapsed_us;
};

/* Whether a status ends the sender's retries. */
bool tally_is_success(long status);

/* Adds one answer; `body` is the receiver's JSON, or anybody's anything. */
void tally_add_answer(struct tally *tally, long status, struct text body);

/* Adds a request that got none, and why. */
void tally_add_trouble(struct tally *tally, const char *trouble);

/* Prints the sum for people, or as one line of JSON. */
void tally_print(const struct tally *tally, FILE *to);
void tally_print_json(const struct tally *tally, FILE *to);

#endif

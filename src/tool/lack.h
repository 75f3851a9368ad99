/* lack.h: what an answer lacks, told in a sentence on standard error: why it is empty, or
 * that events wait to be derived that would be in it. */
#ifndef CARHOOK_LACK_H
#define CARHOOK_LACK_H

#include <stdbool.h>

#include "store/question.h"

struct lack_answer {
	const char *program;         /* "carhook alerts" */
	const char *none;            /* what is said of an answer without rows */
	int64_t rows;
	bool derived;                /* it is made of what is derived from the events */
};

/* Asks, and tells. *unknown is set if the answer is empty because what `filter` names is
 * known to nobody. -1 with an error when it cannot be asked. */
int lack_tell(struct query *query, const struct question_filter *filter,
              const struct lack_answer *answer, bool *unknown, struct error *error);

#endif

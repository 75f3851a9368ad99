/* step.h: how much to do in one transaction, so that the receiver never waits long. */
#ifndef CARHOOK_STEP_H
#define CARHOOK_STEP_H

#include <stdint.h>

/* What one step may take (database_worked_us), in microseconds. */
#define STEP_US 20000

/* How many rows to take next, `most` at most, after `rows` took `took_us`. */
int64_t step_fit(int64_t rows, int64_t took_us, int64_t most);

#endif

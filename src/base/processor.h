/* processor.h: whether others want a processor that this thread has. */
#ifndef CARHOOK_PROCESSOR_H
#define CARHOOK_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/* Somebody does when it had to be waited for, for so much of the time that was worked: the
 * kernel then takes turns. */
#define PROCESSOR_WANTED_PART 4

/* How long the calling thread has waited for a processor while it had work, in
 * microseconds; always 0 where the system does not tell (Linux does, proc(5) schedstat).
 * May be called in a signal handler. For programs of one thread. */
int64_t processor_waited_us(void);

/* Whether a processor was wanted during `worked_us`, of which `waited_us` is the change of
 * processor_waited_us. */
bool processor_was_wanted(int64_t worked_us, int64_t waited_us);

#endif

/* processor.h: whether others want the processor that a thread works on. */
#ifndef CARHOOK_PROCESSOR_H
#define CARHOOK_PROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

/* Somebody does when it had to be waited for, for so much of the time that was worked: the
 * kernel then takes turns. */
#define PROCESSOR_WANTED_PART 4

/* What a thread has had of the processors in all its life, in microseconds: how long it
 * worked, and how long it waited for one while there was work; the latter is always 0 where
 * the system does not tell (Linux does, proc(5) schedstat). */
struct processor_time {
	int64_t worked_us, waited_us;
};

/* Of the calling thread, any; may be called in a signal handler. Keeps a descriptor for each
 * thread that asks, which is for those that live as long as the process. */
struct processor_time processor_time(void);

/* What it has had since then. */
struct processor_time processor_time_since(struct processor_time then);

/* Whether a processor was wanted by others meanwhile. */
bool processor_was_wanted(struct processor_time had);

/* If one was, sleeps `times` as long as was worked since *since, which then is now. The same
 * thread; may be called in a signal handler, and a signal ends the sleep. */
void processor_rest(struct processor_time *since, int times);

#endif

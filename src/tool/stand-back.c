#include "tool/stand-back.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>

#include "base/processor.h"

/* In what is left to it, it comes after others: they are awake at once. */
#define NICE 10

/* After so much of a processor's time it looks whether others want it, and pauses. */
#define WORK_US 10000
#define PAUSE_US 90000

static int64_t waited_us;

/* Sleeps where it was working; pread and nanosleep are safe here (POSIX, 2.4.3). */
static void pause_if_wanted(int signal)
{
	const struct timespec pause = {.tv_nsec = PAUSE_US * 1000L};
	int64_t before_us = waited_us;
	int error = errno;

	(void)signal;
	waited_us = processor_waited_us();
	if (processor_was_wanted(WORK_US, waited_us - before_us))
		nanosleep(&pause, NULL);
	errno = error;
}

void stand_back(void)
{
	const struct itimerval tick = {{0, WORK_US}, {0, WORK_US}};
	struct sigaction action = {.sa_handler = pause_if_wanted, .sa_flags = SA_RESTART};

	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + NICE);
	waited_us = processor_waited_us();
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGPROF, &action, NULL) == 0)
		setitimer(ITIMER_PROF, &tick, NULL);
}

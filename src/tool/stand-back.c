#include "tool/stand-back.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "base/processor.h"

/* In what is left to it, it comes after others: they are awake at once. */
#define NICE 10

/* After so much of a processor's time it looks whether others want it, and pauses for so
 * many times as long as it worked: that may be more, as the kernel looks at the timer only
 * when it ticks. */
#define WORK_US 10000
#define PAUSE 19

static struct processor_time before;

/* Sleeps where it was working. */
static void pause_if_wanted(int signal)
{
	int error = errno;

	(void)signal;
	processor_rest(&before, PAUSE);
	errno = error;
}

void stand_back(void)
{
	const struct itimerval tick = {{0, WORK_US}, {0, WORK_US}};
	struct sigaction action = {.sa_handler = pause_if_wanted, .sa_flags = SA_RESTART};

	setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + NICE);
	before = processor_time();
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGPROF, &action, NULL) == 0)
		setitimer(ITIMER_PROF, &tick, NULL);
}

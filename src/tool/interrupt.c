#include "tool/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void note(int signal)
{
	came = signal;
}

void interrupt_catch(void)
{
	static const struct sigaction NOTE = {.sa_handler = note};
	struct sigaction before;

	sigaction(SIGINT, &NOTE, NULL);
	sigaction(SIGTERM, &NOTE, NULL);
	if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &NOTE, NULL);
}

bool interrupt_came(void)
{
	return came != 0;
}

int interrupt_status(void)
{
	return 128 + came;
}

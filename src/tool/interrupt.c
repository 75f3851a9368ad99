#include "tool/interrupt.h"

static volatile sig_atomic_t came;

static void note(int signal)
{
	(void)signal;
	came = 1;
}

void interrupt_catch(void)
{
	sigaction(SIGINT, &(struct sigaction){.sa_handler = note}, NULL);
}

bool interrupt_came(void)
{
	return came != 0;
}

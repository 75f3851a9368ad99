/* interrupt.h: Ctrl-C in a verb that has something to tidy up. */
#ifndef CARHOOK_INTERRUPT_H
#define CARHOOK_INTERRUPT_H

#include <stdbool.h>
#include <signal.h>

/* The exit status of who was ended by Ctrl-C, as shells have it. */
#define EXIT_INTERRUPTED (128 + SIGINT)

/* From now on SIGINT is only noted. */
void interrupt_catch(void);

/* Whether it came. */
bool interrupt_came(void);

#endif

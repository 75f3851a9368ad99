/* interrupt.h: Ctrl-C, and the other ways to be asked to end, in a verb that has something to
 * tidy up. */
#ifndef CARHOOK_INTERRUPT_H
#define CARHOOK_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and, unless it is ignored (nohup), SIGHUP are only noted. */
void interrupt_catch(void);

/* Whether one came. */
bool interrupt_came(void);

/* The exit status of who was ended by it, as shells have it: 128 and its number. */
int interrupt_status(void);

#endif

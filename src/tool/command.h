/* command.h: a command of the shell that gets one event. */
#ifndef CARHOOK_COMMAND_H
#define CARHOOK_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* What the command gets: the line as its standard input, the rest as CARHOOK_ID,
 * CARHOOK_VIN, CARHOOK_KIND and, if so, CARHOOK_REPEATED=1. */
struct command_event {
	int64_t id;
	const char *vin, *kind;      /* NULL: the variable is not set */
	bool repeated;               /* a command was begun for it before */
	struct text line;
};

/* Runs `sh -c command` and waits for its end. -1 when it could not be started, or ended
 * with anything but 0; the sentence has no VIN. */
int command_run(const char *command, const struct command_event *event, struct error *error);

#endif

/* event-line.h: an event of the log as one line, for people or as JSON. */
#ifndef CARHOOK_EVENT_LINE_H
#define CARHOOK_EVENT_LINE_H

#include <stdio.h>

#include "base/arena.h"
#include "config/config.h"
#include "store/query.h"

/* Each returns -1 when it could not be written. `config` has the bounds on JSON, and what
 * is read of an event lies in `arena`. */

/* Writes what the event says: its values, or the step of its remote action. */
int event_line_put_what(FILE *to, const struct query_event *event, const struct config *config,
                        struct arena *arena);

/* Writes a line for people. */
int event_line_put(FILE *to, const struct query_event *event, const struct config *config,
                   struct arena *arena);

/* Writes a JSON object, as carhook(1) has it, and a line break. */
int event_line_put_json(FILE *to, const struct query_event *event);

#endif

/* rebuild.h: empties the derived tables, so that they are derived again from the log.
 *
 * In small steps, each a transaction of its own of some ten milliseconds: callbacks go on
 * being stored meanwhile. The cursor goes back to the beginning in the last step: whatever
 * happens before it, the tables lack rows at most, and the next rebuild mends that. Nobody
 * is to derive meanwhile (derive-lock.h): under load the tables would not become empty. */
#ifndef CARHOOK_REBUILD_H
#define CARHOOK_REBUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct rebuild;

/* Opens the database at `path` for writing. On -1 (ERROR_DB_*) *out is untouched. */
int rebuild_open(struct rebuild **out, const char *path, int busy_timeout_ms,
                 struct error *error);

/* Closes; NULL is legal. */
void rebuild_close(struct rebuild *rebuild);

/* Notes which edition a source names in the configuration now: events of a source that has
 * sent nothing since are to be read by its rules, too. Nothing happens when it is the same,
 * or never sent anything. */
int rebuild_note_edition(struct rebuild *rebuild, const char *source, const char *edition,
                         struct error *error);

/* Removes some derived rows; *more tells whether there may be more. When there are none
 * left the cursor stands at the beginning. */
int rebuild_clear(struct rebuild *rebuild, bool *more, struct error *error);

/* The id of the last event, and up to which the derivation has come. */
int rebuild_progress(struct rebuild *rebuild, int64_t *last, int64_t *derived,
                     struct error *error);

#endif

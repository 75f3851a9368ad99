/* status.h: what `carhook status` says of a source in words: how long an outage lasts, and
 * when the sender will begin to delete. */
#ifndef CARHOOK_STATUS_H
#define CARHOOK_STATUS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "store/question.h"

/* Fills the cells of a row of ask-status.sql that it leaves to the tool; their texts lie in
 * `arena`. *wrong is set, and a line for people written to `notes`, if the source is silent
 * or has never sent anything. -1 when memory is short. */
int status_complete(struct question_cell *cells, const char *program, struct arena *arena,
                    FILE *notes, bool *wrong);

#endif

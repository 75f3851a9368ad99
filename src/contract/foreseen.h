/* foreseen.h: which editions would have foreseen what one of them did not. */
#ifndef CARHOOK_FORESEEN_H
#define CARHOOK_FORESEEN_H

#include "base/arena.h"
#include "base/error.h"
#include "contract/edition.h"

/* The editions (bits of enum edition) whose rules have no complaint of the kind
 * `problem` (finding_problem_text) at the end of `path` about the stored event `json`.
 * -1 when the JSON cannot be read or memory is short. */
int foreseen_by(struct text json, const char *path, const char *problem,
                struct arena *arena, unsigned *editions, struct error *error);

#endif

/* foreseen.h: which editions would have foreseen what one of them did not. */
#ifndef CARHOOK_FORESEEN_H
#define CARHOOK_FORESEEN_H

#include "base/arena.h"
#include "base/error.h"
#include "contract/edition.h"
#include "contract/finding.h"

/* The editions (bits of enum edition) that foresee what the finding `about` is about: a
 * finding that there was about the stored event `json`, its path in the body as received.
 * An edition whose rules do not look there is not among them. What is inside a message's
 * event counts for the editions without messages, too, and the other way round: an event
 * is judged here, not its envelope.
 * -1 when the JSON cannot be read or memory is short. */
int foreseen_by(struct text json, const struct finding *about, struct arena *arena,
                unsigned *editions, struct error *error);

#endif

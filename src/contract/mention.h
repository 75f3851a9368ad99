/* mention.h: where a text names a vehicle, and the same text without it.
 *
 * The name is found as a whole word: no letter or digit stands beside it, so that VF3 is
 * not in VF300000000000001. An escape of JSON (\n, \u00e9) is no letter. A name of digits
 * alone could be any number: it must stand between quotes. */
#ifndef CARHOOK_MENTION_H
#define CARHOOK_MENTION_H

#include "base/arena.h"

/* What stands for a VIN that was erased. */
#define MENTION_MASK "(erased VIN)"

/* Whether the text names the vehicle. TEXT_NONE names none, and none is named by an empty
 * `vin`. */
bool mention_is_in(struct text text, struct text vin);

/* A copy with MENTION_MASK for each mention, in `arena`. TEXT_NONE when memory is short. */
struct text mention_mask(struct text text, struct text vin, struct arena *arena);

#endif

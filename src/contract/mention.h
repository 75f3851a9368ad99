/* mention.h: where a text names a vehicle, and the same text without it.
 *
 * The name is found as a whole word: no letter or digit stands beside it, so that VF3 is
 * not in VF300000000000001. An escape of JSON before it (\n, \u00e9) is no letter. A name
 * of digits alone could be any number: it must stand between quotes. It is found however
 * it is written (spelling.h): with escapes, and within base64 if it is not so short that
 * chance would find it there. */
#ifndef CARHOOK_MENTION_H
#define CARHOOK_MENTION_H

#include "base/arena.h"

/* What stands for a VIN that was erased, and for base64 that named it. */
#define MENTION_MASK "(erased VIN)"

struct mention_name {
	struct text vin;
	bool quoted;         /* the text is a finding's, which may end within the name */
};

/* 1 if the text names the vehicle, else 0; -1 when memory is short. TEXT_NONE names none,
 * and none is named by an empty VIN. */
int mention_is_in(struct text text, const struct mention_name *name);

/* A copy with MENTION_MASK for each mention, in `arena`. TEXT_NONE when memory is short.
 * Neither may be empty. */
struct text mention_mask(struct text text, const struct mention_name *name,
                         struct arena *arena);

#endif

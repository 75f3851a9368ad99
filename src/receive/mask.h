/* mask.h: overwrites the secrets of a source where a body holds them. */
#ifndef CARHOOK_MASK_H
#define CARHOOK_MASK_H

#include "config/source.h"
#include "contract/callback.h"

/* Overwrites with '*' every secret of the source that a string of the body holds, also behind
 * escapes, in base64, and wherever it stands: so none reaches the database, whatever shape
 * an attribute is sent in. All that is around it stays. Changes the bytes that were read.
 * Once, after the credentials were compared. */
void mask_callback(const struct source *source, const struct callback *callback,
                   struct arena *arena);

/* A copy of `bytes`, which may be anything, in which every secret of the source is overwritten
 * in the same way. TEXT_NONE when memory is short. */
struct text mask_bytes(const struct source *source, struct text bytes, struct arena *arena);

#endif

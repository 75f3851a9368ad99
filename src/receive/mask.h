/* mask.h: overwrites the secrets of a source where a body holds them. */
#ifndef CARHOOK_MASK_H
#define CARHOOK_MASK_H

#include "config/source.h"
#include "contract/callback.h"

/* Overwrites with '*' every string of the body that holds a secret of the source, also
 * behind escapes and wherever it stands: so none reaches the database, whatever shape
 * an attribute is sent in; of an FCM object also base64, when what it stands for does.
 * Names of members stay different from each other. Changes the
 * bytes that were read. Once, after the credentials were compared. */
void mask_callback(const struct source *source, const struct callback *callback,
                   struct arena *arena);

/* A copy of `bytes` in which every secret of the source is overwritten with '*', also one
 * whose characters are escaped as in JSON. TEXT_NONE when memory is short. */
struct text mask_bytes(const struct source *source, struct text bytes, struct arena *arena);

#endif

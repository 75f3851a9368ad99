/* envelope.h: finds the events of a body by its shape. Used by callback.c alone. */
#ifndef CARHOOK_ENVELOPE_H
#define CARHOOK_ENVELOPE_H

#include "contract/callback.h"

/* Fills shape, places, rejects, carriers and wrappings of `callback`, whose json has been
 * read. An FCM message is decoded and read within `limits`. -1 with ERROR_MEMORY. */
int envelope_find(struct callback *callback, const struct callback_limits *limits,
                  struct arena *arena, struct error *error);

#endif

/* envelope.h: finds the events of a body by its shape. Used by callback.c alone. */
#ifndef CARHOOK_ENVELOPE_H
#define CARHOOK_ENVELOPE_H

#include "contract/callback.h"

/* Fills shape, places, rejects and carriers of `callback`, whose json has been read.
 * An FCM message is decoded and read within `limits`. Returns -1 with ERROR_MEMORY. */
int envelope_find(struct callback *callback, const struct callback_limits *limits,
                  struct arena *arena, struct error *error);

/* Whether the editions foresee a shape: a B2B source gets no messages. */
bool envelope_foreseen(enum callback_shape shape, enum edition edition);

/* Checks the envelope against the edition and keeps what stands in it besides ids,
 * events and credentials: fills findings and envelope. -1 with ERROR_MEMORY. */
int envelope_read(struct callback *callback, const struct event_context *context,
                  struct arena *arena, struct error *error);

#endif

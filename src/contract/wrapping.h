/* wrapping.h: what stands around the events of a body, checked and kept.
 *
 * Of an envelope the events keep the ids, if all of them do; the rest, which is nobody's
 * event, is kept once, beside the delivery. Used by callback.c alone. */
#ifndef CARHOOK_WRAPPING_H
#define CARHOOK_WRAPPING_H

#include "contract/callback.h"

/* Checks the wrappings of `callback` against the edition and keeps what stands in them
 * besides events, their ids and credentials: fills findings and envelope. Texts lie in the body
 * or in `arena`. -1 with ERROR_MEMORY. */
int wrapping_read(struct callback *callback, const struct event_context *context,
                  struct arena *arena, struct error *error);

#endif

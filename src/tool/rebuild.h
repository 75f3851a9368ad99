/* rebuild.h: deriving everything again, for the verbs that need it. */
#ifndef CARHOOK_TOOL_REBUILD_H
#define CARHOOK_TOOL_REBUILD_H

#include "config/config.h"

/* Empties the derived tables and fills them again, with a progress bar. The caller holds
 * the lock of store/derive-lock.h. *events is how many were derived. */
int rebuild_derived(const struct config *config, int64_t *events, struct error *error);

#endif

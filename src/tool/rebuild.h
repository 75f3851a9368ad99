/* rebuild.h: deriving everything again, for the verbs that need it. */
#ifndef CARHOOK_TOOL_REBUILD_H
#define CARHOOK_TOOL_REBUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"

struct rebuilt {
	int64_t events;              /* derived here */
	bool shared;                 /* others derived the rest */
};

/* Empties the derived tables and fills them again, with a progress bar. The caller holds
 * `lock` (store/derive-lock.h) to the end: what a receiver derived meanwhile would have to be
 * removed again. Beside a receiver that writes it rests. What comes after the beginning is
 * left to that one. */
int rebuild_derived(const struct config *config, int lock, struct rebuilt *rebuilt,
                    struct error *error);

#endif

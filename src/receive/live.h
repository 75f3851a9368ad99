/* live.h: the configuration in force, which SIGHUP may replace while requests use it. */
#ifndef CARHOOK_LIVE_H
#define CARHOOK_LIVE_H

#include "config/config.h"

struct live;

/* Takes over `config`. -1 with ERROR_MEMORY; `config` is then still the caller's. */
int live_new(struct live **out, struct config *config, struct error *error);

/* The configuration in force; it stays valid until given back. Any thread. */
const struct config *live_get(struct live *live);
void live_put(struct live *live, const struct config *config);

/* Takes over `config` for requests to come; the old one is freed when its last user
 * gives it back. -1 with ERROR_MEMORY; `config` is then still the caller's. */
int live_replace(struct live *live, struct config *config, struct error *error);

/* Frees it; nobody uses a configuration any more. NULL is legal. */
void live_free(struct live *live);

#endif

/* metrics.h: counters in Prometheus' text exposition format 0.0.4.
 *
 * No label holds a VIN or anything else that a vehicle sent. */
#ifndef CARHOOK_METRICS_H
#define CARHOOK_METRICS_H

#include <stdio.h>

#include "base/arena.h"
#include "config/config.h"
#include "receive/figures.h"

/* Writes what the database tells: of all processes, since the beginning. -1 with
 * ERROR_DB_* or, where it cannot be written, ERROR_SYSTEM. */
int metrics_write(FILE *to, const struct config *config, struct error *error);

/* The same and the process's own figures (NULL: none) as a text in `arena`. */
int metrics_text(struct text *out, const struct config *config, struct figures *figures,
                 struct arena *arena, struct error *error);

#endif

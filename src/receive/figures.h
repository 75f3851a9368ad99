/* figures.h: what one process counts of its own work, for the metrics. Any thread. */
#ifndef CARHOOK_FIGURES_H
#define CARHOOK_FIGURES_H

#include <stdint.h>
#include <stdio.h>

#include "receive/answer.h"

struct figures;

/* NULL when memory is short. */
struct figures *figures_new(void);
void figures_free(struct figures *figures);

/* One commit: how many requests it was shared by, and how long it took, the wait for the
 * database's lock included. */
void figures_commit(struct figures *figures, unsigned requests, int64_t us);

/* One request was answered. */
void figures_answer(struct figures *figures, const struct answer *answer);

/* Writes all of them in Prometheus' text exposition format 0.0.4. */
void figures_write(struct figures *figures, FILE *to);

#endif

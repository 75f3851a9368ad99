/* derive.h: fills the tables of 002-derived.sql from the event log, a batch at a time.
 *
 * The cursor in the table `derived` says how far it has come. A batch goes three steps:
 *
 *   derivation_read    some of the next events of the log; again until it is full
 *   batch_understand   what they say (contract/facts.h), then batch_sort; these need no
 *                      database
 *   derivation_write   some of the rows, sorted by vehicle; again until all are written
 *
 * Each call of the first and the last holds the database for a few milliseconds only.
 * The cursor moves with the last rows. Writing rows again changes nothing: so what a
 * crash cuts short, or another process does too, is simply done again. */
#ifndef CARHOOK_DERIVE_H
#define CARHOOK_DERIVE_H

#include <stdbool.h>

#include "store/database.h"

struct derivation;
struct batch;

/* Prepares the statements on `database`, which must outlive it. */
int derivation_new(struct derivation **out, struct database *database, struct error *error);
void derivation_free(struct derivation *derivation);

/* Memory for batches of at most `events` events, one at a time. */
int batch_new(struct batch **out, unsigned events, struct error *error);
void batch_free(struct batch *batch);

/* Empties the batch for the next one. */
void batch_clear(struct batch *batch);

/* Events in the batch. */
unsigned batch_count(const struct batch *batch);

/* Reads the next events of the log into the batch, `events` at most; *more tells
 * whether there may be more and room for them. An empty batch begins at the cursor. */
int derivation_read(struct derivation *derivation, struct batch *batch, unsigned events,
                    bool *more, struct error *error);

/* Reads what the events say that derivation_read brought last. Touches no database:
 * other threads may use it meanwhile. */
int batch_understand(struct batch *batch, struct error *error);

/* Puts what was understood into the order it is written in. Touches no database. */
void batch_sort(struct batch *batch);

/* Writes the next rows, `rows` at most, in one transaction; *more tells whether some
 * are left. After -1 the connection must be closed: its synchronous setting may not be
 * FULL any more. */
int derivation_write(struct derivation *derivation, struct batch *batch, unsigned rows,
                     bool *more, struct error *error);

#endif

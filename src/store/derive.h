/* derive.h: fills the tables of 002-derived.sql from the event log, a batch at a time.
 *
 * The cursor in the table `derived` says how far it has come. A batch goes these steps,
 * the first three again and again until it is full or the log is read:
 *
 *   derivation_read    some of the next events of the log
 *   batch_understand   what they say (contract/facts.h); needs no database
 *   derivation_write   some of their own rows; again until all are written
 *   batch_sort         the events by vehicle; needs no database
 *   derivation_write   some of the vehicles' rows; again until all are written
 *
 * Each call of derivation_read and derivation_write holds the database for a few
 * milliseconds only. What an event says is forgotten with its rows, but for what its
 * vehicle's are made of: so a batch may be large, and a large one touches fewer pages.
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

/* Whether the log may go on behind a batch that was read to its end: it has no more room, or
 * is at least half full and ends with a run (003-runs.sql) or in its middle. */
bool batch_is_full(const struct batch *batch);

/* Reads the next events of the log into the batch, `events` at most, fewer of large
 * ones; *more tells whether there may be more and room for them. An empty batch begins
 * at the cursor. The rows of those read before must be written. */
int derivation_read(struct derivation *derivation, struct batch *batch, unsigned events,
                    bool *more, struct error *error);

/* Reads what the events say that derivation_read brought last. Touches no database:
 * other threads may use it meanwhile. */
int batch_understand(struct batch *batch, struct error *error);

/* Puts what was understood into the order it is written in. Touches no database. */
void batch_sort(struct batch *batch);

/* Writes the next rows, `rows` at most, in one transaction; *more tells whether some
 * are left: before batch_sort, of the events that were read. After -1 the connection must
 * be closed: its synchronous setting may not be FULL any more. */
int derivation_write(struct derivation *derivation, struct batch *batch, unsigned rows,
                     bool *more, struct error *error);

/* The same until none are left. */
int derivation_write_all(struct derivation *derivation, struct batch *batch, unsigned rows,
                         struct error *error);

/* All steps of one batch, for who has the database to himself; `events` are read, and so
 * many rows written, at a time. The batch is cleared first. Where there is no event left all
 * deliveries are counted. */
int derivation_run(struct derivation *derivation, struct batch *batch, unsigned events,
                   struct error *error);

#endif

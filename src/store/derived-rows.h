/* derived-rows.h: the rows that a batch of events becomes.
 *
 * Used by derive.c only. Each function writes the rows of the batch's next event,
 * vehicle or count, moves the batch on and adds to *rows how many there were. */
#ifndef CARHOOK_DERIVED_ROWS_H
#define CARHOOK_DERIVED_ROWS_H

#include "store/batch.h"

/* Events whose rows of the timeline, and whose steps of remote actions, stand together, in
 * the order of vehicles or actions. Fewer are cheaper to write, more are quicker to ask; and
 * a run that is one batch of a storm is written once. The schema, some queries and the
 * manual name the number, too. */
#define RUN_EVENTS 32768

enum derive_statement {
	SELECT_DERIVED, UPDATE_DERIVED, SELECT_UNDERIVED, INSERT_VALUE, INSERT_READING,
	INSERT_ALERT, INSERT_TRIP, INSERT_COLLISION, INSERT_ALARM, INSERT_THEFT,
	INSERT_REMOTE_STEP, INSERT_TIMELINE, INSERT_VEHICLE,
	INSERT_LATEST, INSERT_TIMELINE_RUN, COUNT_MONITOR_DAY, SELECT_DELIVERIES,
	COUNT_DELIVERY_HOUR,
	DERIVE_STATEMENTS,
};

struct derivation {
	struct database *database;
	sqlite3_stmt *statements[DERIVE_STATEMENTS];
};

/* What the next event told: values, reading, things, the step of a remote action. */
int write_event_rows(struct derivation *d, struct batch *batch, unsigned *rows,
                     struct error *error);

/* The next event's place in its vehicle's time. */
int write_timeline_row(struct derivation *d, struct batch *batch, unsigned *rows,
                       struct error *error);

/* The next vehicle, where it was and what was last read of it. */
int write_vehicle_rows(struct derivation *d, struct batch *batch, unsigned *rows,
                       struct error *error);

/* All counts, and the cursors, which must move in the same transaction: unless another
 * process has moved them, which then has counted too. */
int write_counts(struct derivation *d, struct batch *batch, unsigned *rows,
                 struct error *error);

#endif

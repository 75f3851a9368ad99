#include "store/derive.h"

#include <stdlib.h>

#include "store/derived-rows.h"
#include "store/sql.h"

/* Bytes of events that are read at a time, with all that is made of them: some 1,000
 * events of a kilobyte, or one large one. */
#define READ_BYTES_MAX (8 * 1024 * 1024)

static const char *const STATEMENTS[DERIVE_STATEMENTS] = {
	[SELECT_DERIVED] = SQL_SELECT_DERIVED,
	[UPDATE_DERIVED] = SQL_UPDATE_DERIVED,
	[SELECT_UNDERIVED] = SQL_SELECT_UNDERIVED,
	[INSERT_VALUE] = SQL_INSERT_VALUE,
	[INSERT_READING] = SQL_INSERT_READING,
	[INSERT_ALERT] = SQL_INSERT_ALERT,
	[INSERT_TRIP] = SQL_INSERT_TRIP,
	[INSERT_COLLISION] = SQL_INSERT_COLLISION,
	[INSERT_ALARM] = SQL_INSERT_ALARM,
	[INSERT_THEFT] = SQL_INSERT_THEFT,
	[INSERT_REMOTE_STEP] = SQL_INSERT_REMOTE_STEP,
	[INSERT_TIMELINE] = SQL_INSERT_TIMELINE,
	[INSERT_VEHICLE] = SQL_INSERT_VEHICLE,
	[INSERT_LATEST] = SQL_INSERT_LATEST,
	[INSERT_TIMELINE_RUN] = SQL_INSERT_TIMELINE_RUN,
	[COUNT_MONITOR_DAY] = SQL_COUNT_MONITOR_DAY,
	[SELECT_DELIVERIES] = SQL_SELECT_DELIVERIES,
	[COUNT_DELIVERY_HOUR] = SQL_COUNT_DELIVERY_HOUR,
};

int derivation_new(struct derivation **out, struct database *database, struct error *error)
{
	struct derivation *d = calloc(1, sizeof *d);

	if (d == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	d->database = database;
	for (int i = 0; i < DERIVE_STATEMENTS; i++) {
		if (database_prepare(database, STATEMENTS[i], &d->statements[i], error) == 0)
			continue;
		derivation_free(d);
		return -1;
	}
	*out = d;
	return 0;
}

void derivation_free(struct derivation *derivation)
{
	if (derivation == NULL)
		return;
	for (int i = 0; i < DERIVE_STATEMENTS; i++)
		sqlite3_finalize(derivation->statements[i]);
	free(derivation);
}

/* ---- Reading the log ---- */

static int read_cursors(struct derivation *d, struct batch *batch, struct error *error)
{
	sqlite3_stmt *row = d->statements[SELECT_DERIVED];

	if (sqlite3_step(row) == SQLITE_ROW) {
		batch->cursor = sqlite3_column_int64(row, 0);
		batch->delivery_cursor = sqlite3_column_int64(row, 1);
		batch->delivery_end = sqlite3_column_int64(row, 2);
	}
	return sqlite3_reset(row) == SQLITE_OK
	       ? 0 : database_error(d->database, "cannot derive", error);
}

/* As many events as are asked for, or as many as are large together. */
static bool is_enough(const struct batch *batch, unsigned limit)
{
	return batch->read_count == limit || batch->reading.total > READ_BYTES_MAX;
}

/* Whether the batch ends before this event: with a run, so that in a storm a run is one
 * batch, written once and in order. What was left of a run is not worth a batch if it is
 * less than half of one: then half of the next run goes with it, and the next batch ends
 * with that run. */
static bool is_of_next(const struct batch *batch, sqlite3_stmt *row)
{
	int64_t id = sqlite3_column_int64(row, 0), run = id / RUN_EVENTS;

	if (batch->count < (batch->room + 1) / 2)
		return false;
	return run != batch->events[batch->count - 1].id / RUN_EVENTS ||
	       (run != batch->events[0].id / RUN_EVENTS && id % RUN_EVENTS >= RUN_EVENTS / 2);
}

static int add_rows(struct batch *batch, sqlite3_stmt *rows, unsigned limit,
                    struct error *error)
{
	while (!is_enough(batch, limit) && sqlite3_step(rows) == SQLITE_ROW) {
		batch->full = is_of_next(batch, rows);
		if (batch->full)
			return 0;
		if (batch_add(batch, rows, error) != 0)
			return -1;
	}
	batch->full = batch->count == batch->room;
	return 0;
}

int derivation_read(struct derivation *d, struct batch *batch, unsigned events, bool *more,
                    struct error *error)
{
	sqlite3_stmt *rows = d->statements[SELECT_UNDERIVED];
	unsigned room = batch->room - batch->count, limit = events < room ? events : room;
	int result;

	*more = false;
	if (batch->stage != STAGE_EVENTS)
		return 0;
	if (batch_read_next(batch, limit, error) != 0 ||
	    (batch->count == 0 && read_cursors(d, batch, error) != 0))
		return -1;
	sqlite3_bind_int64(rows, 1, batch->count > 0 ? batch->events[batch->count - 1].id
	                                             : batch->cursor);
	sqlite3_bind_int64(rows, 2, limit);
	result = add_rows(batch, rows, limit, error);
	if (sqlite3_reset(rows) != SQLITE_OK && result == 0)
		result = database_error(d->database, "cannot derive", error);
	*more = is_enough(batch, events) && !batch->full;
	return result;
}

/* ---- Writing ---- */

static int write_rows(struct derivation *d, struct batch *batch, unsigned limit,
                      struct error *error)
{
	static int (*const WRITE[])(struct derivation *, struct batch *, unsigned *,
	                            struct error *) = {
		[STAGE_EVENTS] = write_event_rows, [STAGE_TIMELINE] = write_timeline_row,
		[STAGE_VEHICLES] = write_vehicle_rows, [STAGE_COUNTS] = write_counts,
	};
	const unsigned all[] = {
		[STAGE_EVENTS] = batch->understood, [STAGE_TIMELINE] = batch->vehicle_events,
		[STAGE_VEHICLES] = batch->vehicle_events, [STAGE_COUNTS] = 1,
	};
	unsigned rows = 0;

	while (batch->stage != STAGE_DONE && rows < limit) {
		if (batch->written < all[batch->stage]) {
			if (WRITE[batch->stage](d, batch, &rows, error) != 0)
				return -1;
			continue;
		}
		if (batch->stage == STAGE_EVENTS && !batch->sorted)
			return 0;    /* until more are read */
		batch->stage++;
		batch->written = 0;
	}
	return 0;
}

/* Redeliveries, and requests without events, are counted when no event comes either. */
static bool is_empty(const struct batch *batch)
{
	return batch->count == 0 && batch->delivery_end <= batch->delivery_cursor;
}

/* Whether some rows can be written without reading more events. */
static bool has_more(const struct batch *batch)
{
	return batch->sorted || batch->stage != STAGE_EVENTS
		? batch->stage != STAGE_DONE : batch->written < batch->understood;
}

/* What another process has derived meanwhile, or made underived, is no longer what the
 * batch was read for: it is dropped before its first row. */
static int drop_if_stale(struct derivation *d, struct batch *batch, struct error *error)
{
	struct batch now = {.cursor = batch->cursor};

	if (batch->stage != STAGE_EVENTS || batch->written > 0 ||
	    batch->count > batch->read_count)
		return 0;
	if (read_cursors(d, &now, error) != 0)
		return -1;
	if (now.cursor != batch->cursor)
		batch->stage = STAGE_DONE;
	return 0;
}

/* synchronous=NORMAL: no fdatasync for what can be made again. A power cut may take
 * these rows, and with them those that were written later: the cursor among them. */
int derivation_write(struct derivation *d, struct batch *batch, unsigned rows, bool *more,
                     struct error *error)
{
	*more = false;
	if (is_empty(batch) || !has_more(batch))
		return 0;
	if (database_run(d->database, "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE", error) == 0 &&
	    drop_if_stale(d, batch, error) == 0 && write_rows(d, batch, rows, error) == 0 &&
	    database_run(d->database, "COMMIT; PRAGMA synchronous = FULL", error) == 0) {
		*more = has_more(batch);
		return 0;
	}
	if (!sqlite3_get_autocommit(d->database->handle))
		sqlite3_exec(d->database->handle, "ROLLBACK", NULL, NULL, NULL);
	/* The caller closes this connection, so that nothing is ever committed with less
	 * than FULL. */
	return -1;
}

int derivation_write_all(struct derivation *d, struct batch *batch, unsigned rows,
                         struct error *error)
{
	for (bool more = true; more;)
		if (derivation_write(d, batch, rows, &more, error) != 0)
			return -1;
	return 0;
}

static int run_batch(struct derivation *d, struct batch *batch, unsigned events,
                     struct error *error)
{
	bool more = true;

	batch_clear(batch);
	while (more)
		if (derivation_read(d, batch, events, &more, error) != 0 ||
		    batch_understand(batch, error) != 0 ||
		    derivation_write_all(d, batch, events, error) != 0)
			return -1;
	batch_sort(batch);
	return derivation_write_all(d, batch, events, error);
}

int derivation_run(struct derivation *d, struct batch *batch, unsigned events,
                   struct error *error)
{
	do
		if (run_batch(d, batch, events, error) != 0)
			return -1;
	while (batch->count == 0 && !is_empty(batch));
	return 0;
}

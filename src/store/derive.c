#include "store/derive.h"

#include <stdlib.h>

#include "base/clock.h"
#include "contract/facts.h"
#include "store/sql.h"
#include "store/statement.h"

/* A stored event was read within the receiver's bounds, which a later configuration
 * may have lowered: these are the program's own. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

enum statement {
	SELECT_DERIVED, UPDATE_DERIVED, SELECT_UNDERIVED, INSERT_VALUE, INSERT_VEHICLE,
	UPDATE_VEHICLE_POSITION, INSERT_TIMELINE, INSERT_REMOTE_STEP, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[SELECT_DERIVED] = SQL_SELECT_DERIVED,
	[UPDATE_DERIVED] = SQL_UPDATE_DERIVED,
	[SELECT_UNDERIVED] = SQL_SELECT_UNDERIVED,
	[INSERT_VALUE] = SQL_INSERT_VALUE,
	[INSERT_VEHICLE] = SQL_INSERT_VEHICLE,
	[UPDATE_VEHICLE_POSITION] = SQL_UPDATE_VEHICLE_POSITION,
	[INSERT_TIMELINE] = SQL_INSERT_TIMELINE,
	[INSERT_REMOTE_STEP] = SQL_INSERT_REMOTE_STEP,
};

/* An event of the log, read. Its texts lie in the batch's arena. */
struct derived_event {
	int64_t id;
	bool is_remote;
	struct text action_id, vin, fleet_id, at, received_at;
	struct text position_at;     /* of facts.position, if that is known */
	struct facts facts;
	struct text json;            /* until it is understood */
};

/* The rows are written in this order. */
enum stage { STAGE_EVENTS, STAGE_TIMELINE, STAGE_VEHICLES, STAGE_CURSOR, STAGE_DONE };

struct batch {
	struct arena arena;                  /* of what is kept until the batch is written */
	struct arena reading;                /* of JSON, until it is understood */
	struct derived_event *events;
	unsigned room, count, understood;
	struct derived_event **by_vehicle;   /* those with a VIN: by VIN, then time */
	unsigned vehicle_events;
	enum stage stage;
	unsigned written;                    /* events done in this stage */
};

struct derivation {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

int derivation_new(struct derivation **out, struct database *database, struct error *error)
{
	struct derivation *d = calloc(1, sizeof *d);

	if (d == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	d->database = database;
	for (int i = 0; i < STATEMENT_COUNT; i++) {
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
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(derivation->statements[i]);
	free(derivation);
}

int batch_new(struct batch **out, unsigned events, struct error *error)
{
	struct batch *batch = calloc(1, sizeof *batch);

	if (batch == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	batch->room = events;
	batch->events = malloc(events * sizeof *batch->events);
	batch->by_vehicle = malloc(events * sizeof(struct derived_event *));
	if (batch->events == NULL || batch->by_vehicle == NULL) {
		batch_free(batch);
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	}
	*out = batch;
	return 0;
}

void batch_free(struct batch *batch)
{
	if (batch == NULL)
		return;
	batch_clear(batch);
	free(batch->events);
	free(batch->by_vehicle);
	free(batch);
}

void batch_clear(struct batch *batch)
{
	arena_free(&batch->arena);
	arena_free(&batch->reading);
	batch->count = batch->understood = batch->vehicle_events = batch->written = 0;
	batch->stage = STAGE_EVENTS;
}

unsigned batch_count(const struct batch *batch)
{
	return batch->count;
}

/* ---- Reading the log ---- */

static struct text keep(struct arena *arena, struct text text, bool *short_of)
{
	if (text.at == NULL)
		return text;
	text.at = arena_copy(arena, text.at, text.length);
	*short_of |= text.at == NULL;
	return text;
}

static int keep_event(struct batch *batch, sqlite3_stmt *row, struct error *error)
{
	struct derived_event *event = &batch->events[batch->count];
	int at = sqlite3_column_type(row, 5) == SQLITE_NULL ? 6 : 5;
	bool short_of = false;

	event->id = sqlite3_column_int64(row, 0);
	event->is_remote = text_is(statement_column(row, 1), "remote");
	event->action_id = keep(&batch->arena, statement_column(row, 2), &short_of);
	event->vin = keep(&batch->arena, statement_column(row, 3), &short_of);
	event->fleet_id = keep(&batch->arena, statement_column(row, 4), &short_of);
	event->at = keep(&batch->arena, statement_column(row, at), &short_of);
	event->received_at = keep(&batch->arena, statement_column(row, 6), &short_of);
	event->json = keep(&batch->reading, statement_column(row, 7), &short_of);
	if (short_of)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	batch->count++;
	return 0;
}

static int read_cursor(struct derivation *d, int64_t *cursor, struct error *error)
{
	return statement_run_int(d->database, d->statements[SELECT_DERIVED], "cannot derive",
	                         cursor, error);
}

int derivation_read(struct derivation *d, struct batch *batch, unsigned events, bool *more,
                    struct error *error)
{
	sqlite3_stmt *rows = d->statements[SELECT_UNDERIVED];
	unsigned room = batch->room - batch->count, limit = events < room ? events : room;
	unsigned before = batch->count;
	int64_t cursor = before > 0 ? batch->events[before - 1].id : 0;
	int result = 0;

	if (before == 0 && read_cursor(d, &cursor, error) != 0)
		return -1;
	sqlite3_bind_int64(rows, 1, cursor);
	sqlite3_bind_int64(rows, 2, limit);
	while (result == 0 && batch->count < before + limit && sqlite3_step(rows) == SQLITE_ROW)
		result = keep_event(batch, rows, error);
	if (sqlite3_reset(rows) != SQLITE_OK && result == 0)
		result = database_error(d->database, "cannot derive", error);
	*more = batch->count == before + events && batch->count < batch->room;
	return result;
}

/* ---- Understanding it ---- */

static int compare_vehicle_events(const void *a, const void *b)
{
	const struct derived_event *x = *(struct derived_event *const *)a;
	const struct derived_event *y = *(struct derived_event *const *)b;
	int order = strcmp(x->vin.at, y->vin.at);

	if (order == 0)
		order = strcmp(x->at.at, y->at.at);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Facts borrow from the event's JSON, which is larger than they are: copies them. */
static int keep_facts(struct batch *batch, struct facts *facts, struct error *error)
{
	struct fact_value *values = arena_alloc(&batch->arena,
	                                        facts->value_count * sizeof *values);
	bool short_of = values == NULL;
	struct text *const texts[] = {
		&facts->position.fix, &facts->step.remote_type, &facts->step.type,
		&facts->step.status, &facts->step.failure_cause, &facts->step.feedback_detail,
	};

	for (size_t i = 0; !short_of && i < facts->value_count; i++) {
		values[i] = facts->values[i];
		values[i].data = keep(&batch->arena, values[i].data, &short_of);
		values[i].type = keep(&batch->arena, values[i].type, &short_of);
		values[i].literal = keep(&batch->arena, values[i].literal, &short_of);
		values[i].previous = keep(&batch->arena, values[i].previous, &short_of);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = keep(&batch->arena, *texts[i], &short_of);
	facts->values = values;
	return short_of ? error_set(error, ERROR_MEMORY, "no memory to derive") : 0;
}

static int understand_event(struct batch *batch, struct derived_event *event,
                            struct error *error)
{
	char at[CLOCK_TEXT_SIZE];
	bool short_of = false;

	if (facts_read(&event->facts, event->json, DEPTH_MAX, NODES_MAX, &batch->reading,
	               error) != 0) {
		if (error->code == ERROR_MEMORY)
			return -1;
		/* One event that cannot be understood must not end the derivation. */
		event->facts = (struct facts){.value_count = 0};
	}
	event->position_at = event->at;
	if (event->facts.position.dated) {
		clock_format(event->facts.position.date_ms, at);
		event->position_at = keep(&batch->arena, text_of(at), &short_of);
	}
	if (short_of)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	return keep_facts(batch, &event->facts, error);
}

int batch_understand(struct batch *batch, struct error *error)
{
	for (; batch->understood < batch->count; batch->understood++) {
		struct derived_event *event = &batch->events[batch->understood];

		if (understand_event(batch, event, error) != 0)
			return -1;
		if (event->vin.at != NULL)
			batch->by_vehicle[batch->vehicle_events++] = event;
	}
	arena_reset(&batch->reading);
	return 0;
}

/* Rows of one vehicle lie on one page: written together, it is written once. */
void batch_sort(struct batch *batch)
{
	qsort(batch->by_vehicle, batch->vehicle_events, sizeof *batch->by_vehicle,
	      compare_vehicle_events);
}

/* ---- Writing it ---- */

static int run(struct derivation *d, enum statement which, struct error *error)
{
	return statement_run(d->database, d->statements[which], "cannot derive", error);
}

static void bind_number(sqlite3_stmt *s, int index, bool present, double number)
{
	if (present)
		sqlite3_bind_double(s, index, number);
	else
		sqlite3_bind_null(s, index);
}

static int insert_values(struct derivation *d, const struct derived_event *event,
                         struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_VALUE];

	for (size_t i = 0; i < event->facts.value_count; i++) {
		const struct fact_value *value = &event->facts.values[i];

		sqlite3_bind_int64(s, 1, event->id);
		sqlite3_bind_int64(s, 2, (int64_t)i);
		statement_bind_text(s, 3, value->data);
		statement_bind_text(s, 4, value->type);
		statement_bind_text(s, 5, value->literal);
		bind_number(s, 6, value->is_number, value->number);
		statement_bind_text(s, 7, value->previous);
		if (run(d, INSERT_VALUE, error) != 0)
			return -1;
	}
	return 0;
}

static int insert_step(struct derivation *d, const struct derived_event *event,
                       struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_REMOTE_STEP];
	const struct fact_step *step = &event->facts.step;

	if (!event->is_remote)
		return 0;
	statement_bind_text(s, 1, event->action_id.at ? event->action_id : TEXT_LITERAL(""));
	statement_bind_text(s, 2, event->at);
	sqlite3_bind_int64(s, 3, event->id);
	statement_bind_text(s, 4, event->vin);
	statement_bind_text(s, 5, step->remote_type);
	statement_bind_text(s, 6, step->type);
	statement_bind_text(s, 7, step->status);
	statement_bind_text(s, 8, step->failure_cause);
	statement_bind_text(s, 9, step->feedback_detail);
	return run(d, INSERT_REMOTE_STEP, error);
}

/* Binds the seven columns of a position from `index` on; none is bound as NULLs. */
static void bind_position(sqlite3_stmt *s, int index, const struct derived_event *event)
{
	const struct fact_position *p = &event->facts.position;

	statement_bind_text(s, index, p->known ? event->position_at : TEXT_NONE);
	bind_number(s, index + 1, p->known, p->longitude);
	bind_number(s, index + 2, p->known, p->latitude);
	bind_number(s, index + 3, p->has_altitude, p->altitude_m);
	bind_number(s, index + 4, p->has_heading, p->heading_deg);
	if (p->has_quality)
		sqlite3_bind_int64(s, index + 5, p->quality);
	else
		sqlite3_bind_null(s, index + 5);
	statement_bind_text(s, index + 6, p->fix);
}

static int insert_timeline(struct derivation *d, const struct derived_event *event,
                           struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_TIMELINE];

	statement_bind_text(s, 1, event->vin);
	statement_bind_text(s, 2, event->at);
	sqlite3_bind_int64(s, 3, event->id);
	bind_position(s, 4, event);
	return run(d, INSERT_TIMELINE, error);
}

static bool is_later(struct text a, struct text b)
{
	return b.at == NULL || strcmp(a.at, b.at) >= 0;
}

/* The events from first up to last are of one vehicle, in time order. */
static int insert_vehicle(struct derivation *d, struct derived_event *const *first,
                          struct derived_event *const *last, struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_VEHICLE];
	sqlite3_stmt *move = d->statements[UPDATE_VEHICLE_POSITION];
	const struct derived_event *located = NULL;
	struct text fleet = TEXT_NONE, received = TEXT_NONE;

	for (struct derived_event *const *e = first; e < last; e++) {
		if ((*e)->fleet_id.at != NULL)
			fleet = (*e)->fleet_id;
		if (is_later((*e)->received_at, received))
			received = (*e)->received_at;
		if ((*e)->facts.position.known &&
		    (located == NULL || is_later((*e)->position_at, located->position_at)))
			located = *e;
	}
	statement_bind_text(s, 1, (*first)->vin);
	statement_bind_text(s, 2, fleet);
	statement_bind_text(s, 3, (*first)->at);
	statement_bind_text(s, 4, last[-1]->at);
	statement_bind_text(s, 5, received);
	if (run(d, INSERT_VEHICLE, error) != 0 || located == NULL)
		return located == NULL ? 0 : -1;
	statement_bind_text(move, 1, located->vin);
	bind_position(move, 2, located);
	sqlite3_bind_int64(move, 9, located->id);
	return run(d, UPDATE_VEHICLE_POSITION, error);
}

/* ---- The stages: each writes some rows and says how many ---- */

static int write_event(struct derivation *d, struct batch *batch, unsigned *rows,
                       struct error *error)
{
	const struct derived_event *event = &batch->events[batch->written++];

	*rows += 1 + (unsigned)event->facts.value_count;
	return insert_values(d, event, error) != 0 ? -1 : insert_step(d, event, error);
}

static int write_timeline(struct derivation *d, struct batch *batch, unsigned *rows,
                          struct error *error)
{
	*rows += 1;
	return insert_timeline(d, batch->by_vehicle[batch->written++], error);
}

/* All events of the next vehicle. */
static int write_vehicle(struct derivation *d, struct batch *batch, unsigned *rows,
                         struct error *error)
{
	struct derived_event *const *end = batch->by_vehicle + batch->vehicle_events;
	struct derived_event *const *first = batch->by_vehicle + batch->written;
	struct derived_event *const *last = first;

	while (last < end && text_equal((*last)->vin, (*first)->vin))
		last++;
	batch->written += (unsigned)(last - first);
	*rows += 2;
	return insert_vehicle(d, first, last, error);
}

static int write_cursor(struct derivation *d, struct batch *batch, unsigned *rows,
                        struct error *error)
{
	sqlite3_bind_int64(d->statements[UPDATE_DERIVED], 1, batch->events[batch->count - 1].id);
	batch->written++;
	*rows += 1;
	return run(d, UPDATE_DERIVED, error);
}

static int write_rows(struct derivation *d, struct batch *batch, unsigned limit,
                      struct error *error)
{
	static int (*const WRITE[])(struct derivation *, struct batch *, unsigned *,
	                            struct error *) = {
		[STAGE_EVENTS] = write_event, [STAGE_TIMELINE] = write_timeline,
		[STAGE_VEHICLES] = write_vehicle, [STAGE_CURSOR] = write_cursor,
	};
	const unsigned all[] = {
		[STAGE_EVENTS] = batch->count, [STAGE_TIMELINE] = batch->vehicle_events,
		[STAGE_VEHICLES] = batch->vehicle_events, [STAGE_CURSOR] = 1,
	};
	unsigned rows = 0;

	while (batch->stage != STAGE_DONE && rows < limit) {
		if (batch->written == all[batch->stage]) {
			batch->stage++;
			batch->written = 0;
			continue;
		}
		if (WRITE[batch->stage](d, batch, &rows, error) != 0)
			return -1;
	}
	return 0;
}

/* synchronous=NORMAL: no fdatasync for what can be made again. A power cut may take
 * these rows, and with them those that were written later: the cursor among them. */
int derivation_write(struct derivation *d, struct batch *batch, unsigned rows, bool *more,
                     struct error *error)
{
	*more = false;
	if (batch->count == 0)
		return 0;
	if (database_run(d->database, "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE", error) == 0 &&
	    write_rows(d, batch, rows, error) == 0 &&
	    database_run(d->database, "COMMIT; PRAGMA synchronous = FULL", error) == 0) {
		*more = batch->stage != STAGE_DONE;
		return 0;
	}
	if (!sqlite3_get_autocommit(d->database->handle))
		sqlite3_exec(d->database->handle, "ROLLBACK", NULL, NULL, NULL);
	/* The caller closes this connection, so that nothing is ever committed with less
	 * than FULL. */
	return -1;
}

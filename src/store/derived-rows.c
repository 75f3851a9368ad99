#include "store/derived-rows.h"

#include "base/clock.h"
#include "contract/literal.h"
#include "store/delivery-hours.h"

/* Bytes of a text in a column; a longer one stands in the event's JSON only. A row that
 * fits no page would be read whole for each one that is written beside it. */
#define TEXT_MAX 1024

static int run(struct derivation *d, enum derive_statement which, struct error *error)
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

/* NULL for what is too long for a column. */
static void bind_text(sqlite3_stmt *s, int index, struct text text)
{
	statement_bind_text(s, index, text.length <= TEXT_MAX ? text : TEXT_NONE);
}

/* A column of a key is '' where it is not told, since NULL would never be equal; and cut
 * between two characters where it is too long. */
static void bind_key(sqlite3_stmt *s, int index, struct text text)
{
	if (text.at == NULL)
		text = TEXT_LITERAL("");
	if (text.length > TEXT_MAX) {
		text.length = TEXT_MAX;
		while (((unsigned char)text.at[text.length] & 0xc0) == 0x80)
			text.length--;
	}
	statement_bind_text(s, index, text);
}

static void bind_cell(sqlite3_stmt *s, int index, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NONE: sqlite3_bind_null(s, index); return;
	case CELL_NUMBER: sqlite3_bind_double(s, index, cell->number); return;
	case CELL_TRUTH: sqlite3_bind_int(s, index, cell->number != 0); return;
	case CELL_TEXT: bind_text(s, index, cell->text); return;
	}
}

/* ---- Of an event ---- */

static int insert_values(struct derivation *d, const struct read_event *read,
                         struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_VALUE];

	for (size_t i = 0; i < read->facts.value_count; i++) {
		const struct fact_value *value = &read->facts.values[i];

		sqlite3_bind_int64(s, 1, read->event->id);
		sqlite3_bind_int64(s, 2, (int64_t)i);
		bind_text(s, 3, value->data);
		bind_text(s, 4, value->type);
		bind_text(s, 5, value->literal);
		bind_number(s, 6, value->is_number, value->number);
		bind_text(s, 7, value->previous);
		if (run(d, INSERT_VALUE, error) != 0)
			return -1;
	}
	return 0;
}

static int insert_reading(struct derivation *d, const struct derived_event *event,
                          struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_READING];

	if (event->told_count == 0)
		return 0;
	sqlite3_clear_bindings(s);
	sqlite3_bind_int64(s, 1, event->id);
	for (size_t i = 0; i < event->told_count; i++)
		bind_cell(s, 2 + (int)event->told[i].reading, &event->told[i].cell);
	return run(d, INSERT_READING, error);
}

static int insert_thing(struct derivation *d, const struct derived_event *event,
                        const struct thing *thing, struct error *error)
{
	static const enum derive_statement INSERT[THING_KINDS] = {
		[THING_ALERT] = INSERT_ALERT, [THING_TRIP] = INSERT_TRIP,
		[THING_COLLISION] = INSERT_COLLISION, [THING_ALARM] = INSERT_ALARM,
		[THING_THEFT] = INSERT_THEFT,
	};
	sqlite3_stmt *s = d->statements[INSERT[thing->kind]];
	int keys, column = 0;
	const char *const *columns = thing_columns(thing->kind, &keys);

	statement_bind_text(s, 1, event->vin.at ? event->vin : TEXT_LITERAL(""));
	for (; columns[column] != NULL; column++) {
		const struct cell *cell = &thing->cells[column];

		if (column < keys && (cell->kind == CELL_NONE || cell->kind == CELL_TEXT))
			bind_key(s, 2 + column, cell->kind == CELL_TEXT ? cell->text : TEXT_NONE);
		else
			bind_cell(s, 2 + column, cell);
	}
	statement_bind_text(s, 2 + column, event->at);
	sqlite3_bind_int64(s, 3 + column, event->id);
	return run(d, INSERT[thing->kind], error);
}

static int insert_step(struct derivation *d, const struct read_event *read,
                       struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_REMOTE_STEP];
	const struct derived_event *event = read->event;
	const struct fact_step *step = &read->facts.step;

	if (!event->is_remote)
		return 0;
	sqlite3_bind_int64(s, 1, event->id / RUN_EVENTS);
	statement_bind_text(s, 2, read->action_id.at ? read->action_id : TEXT_LITERAL(""));
	statement_bind_text(s, 3, event->at);
	sqlite3_bind_int64(s, 4, event->id);
	statement_bind_text(s, 5, event->vin);
	bind_text(s, 6, step->remote_type);
	bind_text(s, 7, step->type);
	bind_text(s, 8, step->status);
	bind_text(s, 9, step->failure_cause);
	bind_text(s, 10, step->feedback_detail);
	return run(d, INSERT_REMOTE_STEP, error);
}

int write_event_rows(struct derivation *d, struct batch *batch, unsigned *rows,
                     struct error *error)
{
	const struct read_event *read = &batch->read[batch->written++];

	*rows += 1 + (unsigned)read->facts.value_count;
	for (const struct thing *thing = read->things; thing; thing = thing->next) {
		*rows += 1;
		if (insert_thing(d, read->event, thing, error) != 0)
			return -1;
	}
	if (insert_values(d, read, error) != 0 || insert_reading(d, read->event, error) != 0)
		return -1;
	return insert_step(d, read, error);
}

/* ---- Of a vehicle ---- */

/* Binds the seven columns of a position from `index` on; NULLs where the event tells
 * none, or is NULL. */
static void bind_position(sqlite3_stmt *s, int index, const struct derived_event *event)
{
	static const struct fact_position NOWHERE;
	const struct fact_position *p = event ? &event->position : &NOWHERE;

	statement_bind_text(s, index, p->known ? event->position_at : TEXT_NONE);
	bind_number(s, index + 1, p->known, p->longitude);
	bind_number(s, index + 2, p->known, p->latitude);
	bind_number(s, index + 3, p->has_altitude, p->altitude_m);
	bind_number(s, index + 4, p->has_heading, p->heading_deg);
	if (p->has_quality)
		sqlite3_bind_int64(s, index + 5, p->quality);
	else
		sqlite3_bind_null(s, index + 5);
	bind_text(s, index + 6, p->fix);
}

int write_timeline_row(struct derivation *d, struct batch *batch, unsigned *rows,
                       struct error *error)
{
	const struct derived_event *event = batch->by_vehicle[batch->written++];
	sqlite3_stmt *s = d->statements[INSERT_TIMELINE];

	*rows += 1;
	statement_bind_text(s, 1, event->vin);
	statement_bind_text(s, 2, event->at);
	sqlite3_bind_int64(s, 3, event->id);
	bind_position(s, 4, event);
	sqlite3_bind_int64(s, 11, event->id / RUN_EVENTS);
	return run(d, INSERT_TIMELINE, error);
}

static bool is_later(struct text a, struct text b)
{
	return b.at == NULL || strcmp(a.at, b.at) >= 0;
}

/* By their days alone: times are ISO 8601. */
static int compare_days(struct text a, struct text b)
{
	return memcmp(a.at, b.at, strlen("2026-11-24"));
}

/* Some events of one vehicle, in time order. */
struct vehicle_events {
	struct derived_event *const *first, *const *end;
};

/* The last receipt on the first day behind that of `after`; TEXT_NONE when there is none. */
static struct text next_day(const struct vehicle_events *events, struct text after)
{
	struct text next = TEXT_NONE;

	for (struct derived_event *const *e = events->first; e < events->end; e++) {
		struct text received = (*e)->received_at;

		if (after.at != NULL && compare_days(received, after) <= 0)
			continue;
		if (next.at == NULL || compare_days(received, next) < 0 ||
		    (compare_days(received, next) == 0 && is_later(received, next)))
			next = received;
	}
	return next;
}

/* Whether its position is newer than the other's: of one moment the one that came later,
 * as it is from batch to batch. */
static bool is_located_later(const struct derived_event *event,
                             const struct derived_event *other)
{
	int order = strcmp(event->position_at.at, other->position_at.at);

	return order > 0 || (order == 0 && event->id > other->id);
}

/* The event that tells the newest position; NULL when none does. */
static const struct derived_event *find_located(const struct vehicle_events *events)
{
	const struct derived_event *located = NULL;

	for (struct derived_event *const *e = events->first; e < events->end; e++)
		if ((*e)->position.known && (located == NULL || is_located_later(*e, located)))
			located = *e;
	return located;
}

/* What is the same on every day of receipt. */
static void bind_vehicle(sqlite3_stmt *s, const struct vehicle_events *events)
{
	const struct derived_event *located = find_located(events);
	struct text fleet = TEXT_NONE, fleet_at = TEXT_NONE;
	struct text first = (*events->first)->received_at;

	for (struct derived_event *const *e = events->first; e < events->end; e++) {
		if ((*e)->fleet_id.at != NULL) {
			fleet = (*e)->fleet_id;
			fleet_at = (*e)->at;
		}
		if (is_later(first, (*e)->received_at))
			first = (*e)->received_at;
	}
	statement_bind_text(s, 1, (*events->first)->vin);
	statement_bind_text(s, 2, fleet);
	statement_bind_text(s, 3, (*events->first)->at);
	statement_bind_text(s, 4, events->end[-1]->at);
	statement_bind_text(s, 5, first);
	bind_position(s, 7, located);
	statement_bind_text(s, 15, fleet_at);
	if (located != NULL)
		sqlite3_bind_int64(s, 14, located->id);
	else
		sqlite3_bind_null(s, 14);
}

/* Once for each day of receipt, which is one but at midnight and in a rebuild: the days
 * are counted as they pass. */
static int insert_vehicle(struct derivation *d, const struct vehicle_events *events,
                          struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_VEHICLE];
	struct text received = next_day(events, TEXT_NONE);

	bind_vehicle(s, events);
	for (; received.at != NULL; received = next_day(events, received)) {
		statement_bind_text(s, 6, received);
		if (run(d, INSERT_VEHICLE, error) != 0)
			return -1;
	}
	return 0;
}

/* ---- The newest readings of a vehicle ---- */

struct newest {
	const struct told *told;
	int64_t at_ms, event_id;
};

/* When something was measured: as it says itself, but not after the event. */
static int64_t measured_at(const struct told *told, int64_t event_ms)
{
	return told->at_ms != INT64_MIN && told->at_ms < event_ms ? told->at_ms : event_ms;
}

static void find_newest(struct newest *newest, const struct derived_event *event)
{
	int64_t event_ms = 0;

	if (event->told_count > 0)
		literal_date(event->at, &event_ms);
	for (size_t i = 0; i < event->told_count; i++) {
		const struct told *told = &event->told[i];
		struct newest *place = &newest[told->reading];
		int64_t at_ms = measured_at(told, event_ms);

		if (place->told == NULL || at_ms > place->at_ms ||
		    (at_ms == place->at_ms && event->id > place->event_id))
			*place = (struct newest){told, at_ms, event->id};
	}
}

static int insert_latest(struct derivation *d, struct text vin, enum reading reading,
                         const struct newest *newest, struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_LATEST];

	statement_bind_text(s, 1, vin);
	statement_bind_text(s, 2, text_of(reading_name(reading)));
	statement_bind_time(s, 3, newest->at_ms);
	bind_cell(s, 4, &newest->told->cell);
	sqlite3_bind_int64(s, 5, newest->event_id);
	return run(d, INSERT_LATEST, error);
}

static int insert_latests(struct derivation *d, const struct vehicle_events *events,
                          unsigned *rows, struct error *error)
{
	struct newest newest[READING_COUNT] = {{NULL, 0, 0}};

	for (struct derived_event *const *e = events->first; e < events->end; e++)
		find_newest(newest, *e);
	for (int i = 0; i < READING_COUNT; i++) {
		if (newest[i].told == NULL)
			continue;
		*rows += 1;
		if (insert_latest(d, (*events->first)->vin, (enum reading)i, &newest[i],
		                  error) != 0)
			return -1;
	}
	return 0;
}

int write_vehicle_rows(struct derivation *d, struct batch *batch, unsigned *rows,
                       struct error *error)
{
	struct derived_event *const *all = batch->by_vehicle + batch->vehicle_events;
	struct vehicle_events events = {batch->by_vehicle + batch->written, NULL};

	events.end = events.first;
	while (events.end < all && text_equal((*events.end)->vin, (*events.first)->vin))
		events.end++;
	batch->written += (unsigned)(events.end - events.first);
	*rows += 1;
	if (insert_vehicle(d, &events, error) != 0)
		return -1;
	return insert_latests(d, &events, rows, error);
}

/* ---- Counts ---- */

/* Events of one monitor, day and source: from first, before end. */
static int count_day(struct derivation *d, struct derived_event *const *first,
                     struct derived_event *const *end, struct error *error)
{
	sqlite3_stmt *s = d->statements[COUNT_MONITOR_DAY];
	struct text at = TEXT_NONE, received = TEXT_NONE, reminder = TEXT_NONE;
	int64_t reminders = 0;

	for (struct derived_event *const *e = first; e < end; e++) {
		if (is_later((*e)->at, at))
			at = (*e)->at;
		if (is_later((*e)->received_at, received))
			received = (*e)->received_at;
		if ((*e)->is_reminder && is_later((*e)->received_at, reminder))
			reminder = (*e)->received_at;
		reminders += (*e)->is_reminder;
	}
	statement_bind_text(s, 1, (*first)->monitor_id.at ? (*first)->monitor_id
	                                                  : TEXT_LITERAL(""));
	statement_bind_text(s, 2, (struct text){(*first)->at.at, strlen("2026-11-24")});
	sqlite3_bind_int64(s, 3, (*first)->source_id);
	sqlite3_bind_int64(s, 4, end - first);
	sqlite3_bind_int64(s, 5, reminders);
	statement_bind_text(s, 6, at);
	statement_bind_text(s, 7, received);
	statement_bind_text(s, 8, reminder);
	return run(d, COUNT_MONITOR_DAY, error);
}

static int count_days(struct derivation *d, const struct batch *batch, unsigned *rows,
                      struct error *error)
{
	struct derived_event *const *all = batch->by_monitor + batch->monitor_events;
	struct derived_event *const *first = batch->by_monitor, *const *end;

	for (; first < all; first = end) {
		for (end = first; end < all && batch_same_day(*end, *first); end++)
			continue;
		*rows += 1;
		if (count_day(d, first, end, error) != 0)
			return -1;
	}
	return 0;
}

/* The runs that the batch's events are in: one or two. */
static int note_runs(struct derivation *d, const struct batch *batch, struct error *error)
{
	sqlite3_stmt *s = d->statements[INSERT_TIMELINE_RUN];
	unsigned i = 0;

	while (i < batch->count) {
		int64_t number = batch->events[i].id / RUN_EVENTS;
		struct text first = batch->events[i].at, last = first;

		for (; i < batch->count && batch->events[i].id / RUN_EVENTS == number; i++) {
			if (is_later(first, batch->events[i].at))
				first = batch->events[i].at;
			if (is_later(batch->events[i].at, last))
				last = batch->events[i].at;
		}
		sqlite3_bind_int64(s, 1, number);
		statement_bind_text(s, 2, first);
		statement_bind_text(s, 3, last);
		if (run(d, INSERT_TIMELINE_RUN, error) != 0)
			return -1;
	}
	return 0;
}

int write_counts(struct derivation *d, struct batch *batch, unsigned *rows,
                 struct error *error)
{
	sqlite3_stmt *s = d->statements[UPDATE_DERIVED];

	batch->written++;
	*rows += 1;
	sqlite3_bind_int64(s, 1, batch->cursor);
	sqlite3_bind_int64(s, 2, batch->count > 0 ? batch->events[batch->count - 1].id
	                                          : batch->cursor);
	sqlite3_bind_int64(s, 3, batch->delivery_cursor);
	sqlite3_bind_int64(s, 4, batch->delivery_end);
	if (note_runs(d, batch, error) != 0 || run(d, UPDATE_DERIVED, error) != 0)
		return -1;
	if (sqlite3_changes(d->database->handle) == 0)
		return 0;
	if (count_days(d, batch, rows, error) != 0)
		return -1;
	return delivery_hours_count(d->database, d->statements[SELECT_DELIVERIES],
	                            d->statements[COUNT_DELIVERY_HOUR],
	                            batch->delivery_cursor, batch->delivery_end, error);
}

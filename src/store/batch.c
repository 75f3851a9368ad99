#include "store/batch.h"

#include <stdlib.h>

#include "base/clock.h"

/* A stored event was read within the receiver's bounds, which a later configuration
 * may have lowered: these are the program's own. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

#define DAY_LENGTH 10   /* of a date in a time: 2026-11-24 */

int batch_new(struct batch **out, unsigned events, struct error *error)
{
	struct batch *batch = calloc(1, sizeof *batch);

	if (batch == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	batch->room = events;
	batch->events = malloc(events * sizeof *batch->events);
	batch->by_vehicle = malloc(events * sizeof(struct derived_event *));
	batch->by_monitor = malloc(events * sizeof(struct derived_event *));
	if (batch->events == NULL || batch->by_vehicle == NULL || batch->by_monitor == NULL) {
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
	free(batch->by_monitor);
	free(batch);
}

void batch_clear(struct batch *batch)
{
	arena_free(&batch->arena);
	arena_free(&batch->reading);
	batch->count = batch->written = 0;
	batch->read_count = batch->understood = 0;
	batch->vehicle_events = batch->monitor_events = 0;
	batch->delivery_cursor = batch->delivery_end = 0;
	batch->stage = STAGE_EVENTS;
	batch->sorted = batch->full = false;
}

unsigned batch_count(const struct batch *batch)
{
	return batch->count;
}

bool batch_is_full(const struct batch *batch)
{
	return batch->full;
}

/* ---- Adding ---- */

static struct text keep(struct arena *arena, struct text text, bool *short_of)
{
	if (text.at == NULL)
		return text;
	text.at = arena_copy(arena, text.at, text.length);
	*short_of |= text.at == NULL;
	return text;
}

/* Keeps a text that is often that of the event before only once. */
static struct text keep_again(struct arena *arena, struct text text, struct text before,
                              bool *short_of)
{
	return text_equal(text, before) ? before : keep(arena, text, short_of);
}

int batch_read_next(struct batch *batch, unsigned events, struct error *error)
{
	arena_reset(&batch->reading);
	batch->read_count = batch->understood = batch->written = 0;
	batch->read = arena_alloc(&batch->reading, events * sizeof *batch->read);
	return batch->read ? 0 : error_set(error, ERROR_MEMORY, "no memory to derive");
}

int batch_add(struct batch *batch, sqlite3_stmt *row, struct error *error)
{
	static const struct derived_event NOTHING;
	struct derived_event *event = &batch->events[batch->count];
	struct read_event *read = &batch->read[batch->read_count];
	const struct derived_event *before = batch->count > 0 ? event - 1 : &NOTHING;
	int at = sqlite3_column_type(row, 5) == SQLITE_NULL ? 6 : 5;
	bool short_of = false;

	*event = (struct derived_event){.id = sqlite3_column_int64(row, 0)};
	*read = (struct read_event){.event = event};
	event->is_remote = text_is(statement_column(row, 1), "remote");
	read->action_id = keep(&batch->reading, statement_column(row, 2), &short_of);
	event->vin = keep(&batch->arena, statement_column(row, 3), &short_of);
	event->fleet_id = keep_again(&batch->arena, statement_column(row, 4), before->fleet_id,
	                             &short_of);
	event->at = keep(&batch->arena, statement_column(row, at), &short_of);
	event->received_at = keep_again(&batch->arena, statement_column(row, 6),
	                                before->received_at, &short_of);
	read->json = keep(&batch->reading, statement_column(row, 7), &short_of);
	event->monitor_id = keep_again(&batch->arena, statement_column(row, 8),
	                               before->monitor_id, &short_of);
	event->source_id = sqlite3_column_int64(row, 9);
	event->is_reminder = sqlite3_column_int(row, 10) == 1;
	read->edition = edition_find((const char *)sqlite3_column_text(row, 11));
	if (short_of)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	batch->count++;
	batch->read_count++;
	return 0;
}

/* ---- Understanding ---- */

static void keep_told(struct batch *batch, struct derived_event *event,
                      const struct typed *typed, bool *short_of)
{
	if (typed->count == 0)
		return;
	event->told = arena_alloc(&batch->arena, typed->count * sizeof *event->told);
	*short_of |= event->told == NULL;
	if (event->told == NULL)
		return;
	memcpy(event->told, typed->told, typed->count * sizeof *event->told);
	event->told_count = typed->count;
	for (size_t i = 0; i < typed->count; i++)
		if (event->told[i].cell.kind == CELL_TEXT)
			event->told[i].cell.text = keep(&batch->arena, event->told[i].cell.text,
			                                short_of);
}

static void keep_position(struct batch *batch, struct derived_event *event,
                          const struct fact_position *position, bool *short_of)
{
	char at[CLOCK_TEXT_SIZE];

	event->position = *position;
	event->position.fix = keep(&batch->arena, position->fix, short_of);
	event->position_at = event->at;
	if (!position->dated)
		return;
	clock_format(position->date_ms, at);
	if (!text_is(event->at, at))
		event->position_at = keep(&batch->arena, text_of(at), short_of);
}

static int read_event(struct batch *batch, struct read_event *read, struct typed *typed,
                      struct error *error)
{
	struct json json;
	uint32_t content;

	if (json_read(&json, &batch->reading, read->json.at, read->json.length, DEPTH_MAX,
	              NODES_MAX, error) != 0 ||
	    facts_from(&read->facts, &json, read->event->is_remote ? EVENT_REMOTE : EVENT_MONITOR,
	               &content, &batch->reading, error) != 0)
		return -1;
	typed_read(typed, &json, content, &read->facts, read->event->at, read->edition,
	           &batch->reading);
	return 0;
}

static int understand_event(struct batch *batch, struct read_event *read,
                            struct error *error)
{
	struct derived_event *event = read->event;
	struct typed typed;
	bool short_of = false;

	typed.count = 0;
	typed.things = NULL;
	if (read_event(batch, read, &typed, error) != 0) {
		if (error->code == ERROR_MEMORY)
			return -1;
		/* One event that cannot be understood must not end the derivation. */
		read->facts = (struct facts){.value_count = 0};
	}
	read->things = typed.things;
	keep_position(batch, event, &read->facts.position, &short_of);
	keep_told(batch, event, &typed, &short_of);
	return short_of ? error_set(error, ERROR_MEMORY, "no memory to derive") : 0;
}

int batch_understand(struct batch *batch, struct error *error)
{
	for (; batch->understood < batch->read_count; batch->understood++) {
		struct read_event *read = &batch->read[batch->understood];

		if (understand_event(batch, read, error) != 0)
			return -1;
		if (read->event->vin.at != NULL)
			batch->by_vehicle[batch->vehicle_events++] = read->event;
		if (!read->event->is_remote)
			batch->by_monitor[batch->monitor_events++] = read->event;
	}
	return 0;
}

/* ---- Sorting ---- */

static int compare_vehicle_events(const void *a, const void *b)
{
	const struct derived_event *x = *(struct derived_event *const *)a;
	const struct derived_event *y = *(struct derived_event *const *)b;
	int order = strcmp(x->vin.at, y->vin.at);

	if (order == 0)
		order = strcmp(x->at.at, y->at.at);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* An event without a monitor's id is counted under ''. */
static const char *monitor_name(const struct derived_event *event)
{
	return event->monitor_id.at ? event->monitor_id.at : "";
}

static int compare_days(const struct derived_event *x, const struct derived_event *y)
{
	int order = strcmp(monitor_name(x), monitor_name(y));

	if (order == 0)
		order = strncmp(x->at.at, y->at.at, DAY_LENGTH);
	return order != 0 ? order : (x->source_id > y->source_id) - (x->source_id < y->source_id);
}

static int compare_monitor_events(const void *a, const void *b)
{
	return compare_days(*(struct derived_event *const *)a, *(struct derived_event *const *)b);
}

bool batch_same_day(const struct derived_event *a, const struct derived_event *b)
{
	return compare_days(a, b) == 0;
}

/* Rows of one vehicle lie on one page: written together, it is written once. */
void batch_sort(struct batch *batch)
{
	batch->sorted = true;
	qsort(batch->by_vehicle, batch->vehicle_events, sizeof *batch->by_vehicle,
	      compare_vehicle_events);
	qsort(batch->by_monitor, batch->monitor_events, sizeof *batch->by_monitor,
	      compare_monitor_events);
}

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
	batch->count = batch->understood = batch->written = 0;
	batch->vehicle_events = batch->monitor_events = 0;
	batch->stage = STAGE_EVENTS;
}

unsigned batch_count(const struct batch *batch)
{
	return batch->count;
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

int batch_add(struct batch *batch, sqlite3_stmt *row, struct error *error)
{
	static const struct derived_event NOTHING;
	struct derived_event *event = &batch->events[batch->count];
	const struct derived_event *before = batch->count > 0 ? event - 1 : &NOTHING;
	int at = sqlite3_column_type(row, 5) == SQLITE_NULL ? 6 : 5;
	bool short_of = false;

	*event = (struct derived_event){.id = sqlite3_column_int64(row, 0)};
	event->is_remote = text_is(statement_column(row, 1), "remote");
	event->action_id = keep(&batch->arena, statement_column(row, 2), &short_of);
	event->vin = keep(&batch->arena, statement_column(row, 3), &short_of);
	event->fleet_id = keep_again(&batch->arena, statement_column(row, 4), before->fleet_id,
	                             &short_of);
	event->at = keep(&batch->arena, statement_column(row, at), &short_of);
	event->received_at = keep_again(&batch->arena, statement_column(row, 6),
	                                before->received_at, &short_of);
	event->json = keep(&batch->reading, statement_column(row, 7), &short_of);
	event->monitor_id = keep_again(&batch->arena, statement_column(row, 8),
	                               before->monitor_id, &short_of);
	event->source_id = sqlite3_column_int64(row, 9);
	event->is_reminder = sqlite3_column_int(row, 10) == 1;
	event->edition = edition_find((const char *)sqlite3_column_text(row, 11));
	if (short_of)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	batch->count++;
	return 0;
}

/* ---- Understanding ---- */

static void keep_cell(struct arena *arena, struct cell *cell, bool *short_of)
{
	if (cell->kind == CELL_TEXT)
		cell->text = keep(arena, cell->text, short_of);
}

static void keep_told(struct batch *batch, struct derived_event *event,
                      const struct typed *typed, bool *short_of)
{
	if (typed->count == 0)
		return;
	event->told = arena_alloc(&batch->arena, typed->count * sizeof *event->told);
	*short_of |= event->told == NULL;
	for (size_t i = 0; !*short_of && i < typed->count; i++) {
		event->told[i] = typed->told[i];
		keep_cell(&batch->arena, &event->told[i].cell, short_of);
	}
	event->told_count = typed->count;
}

static void keep_things(struct batch *batch, struct derived_event *event,
                        const struct typed *typed, bool *short_of)
{
	struct thing **last = &event->things;

	for (const struct thing *thing = typed->things; thing && !*short_of; thing = thing->next) {
		struct thing *kept = arena_alloc(&batch->arena, sizeof *kept);

		*short_of |= kept == NULL;
		if (kept == NULL)
			return;
		*kept = *thing;
		kept->next = NULL;
		for (int i = 0; i < THING_CELLS_MAX; i++)
			keep_cell(&batch->arena, &kept->cells[i], short_of);
		*last = kept;
		last = &kept->next;
	}
}

/* Facts borrow from the event's JSON, which is larger than they are: copies them. */
static void keep_facts(struct batch *batch, struct facts *facts,
                       const struct facts *before, bool *short_of)
{
	static const struct fact_value NOTHING;
	struct fact_value *values = arena_alloc(&batch->arena,
	                                        facts->value_count * sizeof *values);
	struct text *const texts[] = {
		&facts->position.fix, &facts->step.remote_type, &facts->step.type,
		&facts->step.status, &facts->step.failure_cause, &facts->step.feedback_detail,
	};

	*short_of |= values == NULL;
	for (size_t i = 0; !*short_of && i < facts->value_count; i++) {
		const struct fact_value *other = i < before->value_count ? &before->values[i]
		                                                         : &NOTHING;

		values[i] = facts->values[i];
		values[i].data = keep_again(&batch->arena, values[i].data, other->data, short_of);
		values[i].type = keep_again(&batch->arena, values[i].type, other->type, short_of);
		values[i].literal = keep(&batch->arena, values[i].literal, short_of);
		values[i].previous = keep(&batch->arena, values[i].previous, short_of);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = keep(&batch->arena, *texts[i], short_of);
	facts->values = values;
}

static int read_event(struct batch *batch, struct derived_event *event, struct typed *typed,
                      struct error *error)
{
	struct json json;
	uint32_t content;

	if (json_read(&json, &batch->reading, event->json.at, event->json.length, DEPTH_MAX,
	              NODES_MAX, error) != 0 ||
	    facts_from(&event->facts, &json, &content, &batch->reading, error) != 0)
		return -1;
	if (!event->is_remote)
		typed_read(typed, &json, content, &event->facts, event->at, event->edition,
		           &batch->reading);
	return 0;
}

static int understand_event(struct batch *batch, struct derived_event *event,
                            struct error *error)
{
	static const struct facts NO_FACTS;
	struct typed typed;
	char at[CLOCK_TEXT_SIZE];
	bool short_of = false;

	typed.count = 0;
	typed.things = NULL;
	if (read_event(batch, event, &typed, error) != 0) {
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
	keep_facts(batch, &event->facts,
	           event > batch->events ? &event[-1].facts : &NO_FACTS, &short_of);
	keep_told(batch, event, &typed, &short_of);
	keep_things(batch, event, &typed, &short_of);
	return short_of ? error_set(error, ERROR_MEMORY, "no memory to derive") : 0;
}

int batch_understand(struct batch *batch, struct error *error)
{
	for (; batch->understood < batch->count; batch->understood++) {
		struct derived_event *event = &batch->events[batch->understood];

		if (understand_event(batch, event, error) != 0)
			return -1;
		if (event->vin.at != NULL)
			batch->by_vehicle[batch->vehicle_events++] = event;
		if (!event->is_remote)
			batch->by_monitor[batch->monitor_events++] = event;
	}
	arena_reset(&batch->reading);
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
	qsort(batch->by_vehicle, batch->vehicle_events, sizeof *batch->by_vehicle,
	      compare_vehicle_events);
	qsort(batch->by_monitor, batch->monitor_events, sizeof *batch->by_monitor,
	      compare_monitor_events);
}

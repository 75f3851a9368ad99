#include "store/prune.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/pages.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Rows of a step: begins with the first, and is fitted to the time that a step takes. */
#define STEP_ROWS     10
#define STEP_ROWS_MAX 2000

/* A log that is moved into the database with every step would cost more than the steps. Each
 * commit flushes what it wrote itself: else the next callback would wait for that. */
#define PRAGMAS "PRAGMA wal_autocheckpoint = 16384"

/* Statements with :before and :last (the last event that goes), in this order: what refers
 * to a row goes first. What counts an event or a delivery (002-derived.sql) goes with it. */
enum statement {
	EVENT_VALUES, EVENT_READINGS, EVENT_STEPS, EVENT_REDELIVERIES, EVENT_TIMELINE,
	VEHICLE_LATEST, VEHICLE_ALERTS, VEHICLE_TRIPS, VEHICLE_COLLISIONS, VEHICLE_ALARMS,
	VEHICLE_THEFTS, VEHICLE_POSITIONS, VEHICLES, FINDINGS, EXAMPLES, EVENTS, QUARANTINE,
	DELIVERIES, TIMELINE_RUNS, STATEMENT_COUNT,
};

/* A statement is run for each page of its table, with :from and :to; or, without one,
 * repeated until it removes fewer than :rows. A page that costs little may be followed by
 * one that costs much: so it has at most so many rows. */
static const struct removal {
	const char *sql;
	struct page_table table;
	int64_t most;                /* rows of a step; 0: STEP_ROWS_MAX */
} REMOVALS[STATEMENT_COUNT] = {
	[EVENT_VALUES] = {SQL_PRUNE_VALUES, {"value", "event_id", "length(literal)"}, 0},
	[EVENT_READINGS] = {SQL_PRUNE_READINGS, {"reading", "event_id", NULL}, 0},
	[EVENT_STEPS] = {SQL_PRUNE_STEPS, {NULL, NULL, NULL}, 0},
	[EVENT_REDELIVERIES] = {SQL_PRUNE_REDELIVERIES, {"redelivery", "event_id", NULL}, 0},
	[EVENT_TIMELINE] = {SQL_PRUNE_TIMELINE, {NULL, NULL, NULL}, 0},
	[VEHICLE_LATEST] = {SQL_PRUNE_LATEST, {"latest", "vin", NULL}, 0},
	[VEHICLE_ALERTS] = {SQL_PRUNE_ALERTS, {"alert", "vin", NULL}, 0},
	[VEHICLE_TRIPS] = {SQL_PRUNE_TRIPS, {"trip", "vin", NULL}, 0},
	[VEHICLE_COLLISIONS] = {SQL_PRUNE_COLLISIONS, {"collision", "vin", NULL}, 0},
	[VEHICLE_ALARMS] = {SQL_PRUNE_ALARMS, {"alarm", "vin", NULL}, 0},
	[VEHICLE_THEFTS] = {SQL_PRUNE_THEFTS, {"theft", "vin", NULL}, 0},
	[VEHICLE_POSITIONS] = {SQL_PRUNE_POSITIONS, {"vehicle", "vin", NULL}, 0},
	/* Each is looked for in every run of the timeline. */
	[VEHICLES] = {SQL_PRUNE_VEHICLES, {"vehicle", "vin", NULL}, 20},
	[FINDINGS] = {SQL_PRUNE_FINDINGS, {"finding", "id", NULL}, 0},
	[EXAMPLES] = {SQL_PRUNE_EXAMPLES, {"finding", "id", NULL}, 0},
	[EVENTS] = {SQL_PRUNE_EVENTS, {"event", "id", "length(json)"}, 0},
	[QUARANTINE] = {SQL_PRUNE_QUARANTINE, {"quarantine", "id", "length(body)"}, 0},
	[DELIVERIES] = {SQL_PRUNE_DELIVERIES, {"delivery", "id", "length(envelope)"}, 0},
	[TIMELINE_RUNS] = {SQL_PRUNE_TIMELINE_RUNS, {NULL, NULL, NULL}, 0},
};

struct prune {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	const char *before;
	int64_t last_event;       /* the last one that goes; 0 none */
	int64_t events;           /* how many go */
	int64_t last_delivery;    /* the last one that may go */
	int64_t rows;             /* of a step */
	enum statement now;
	struct pages pages;       /* of its table; zeros before the first */
};

static void bind(struct prune *prune, sqlite3_stmt *statement)
{
	const struct {
		const char *name;
		int64_t number;
	} NUMBERS[] = {{":last", prune->last_event}, {":rows", prune->rows},
	               {":last_delivery", prune->last_delivery}};
	int index = sqlite3_bind_parameter_index(statement, ":before");

	if (index > 0)
		statement_bind_text(statement, index, text_of(prune->before));
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
		index = sqlite3_bind_parameter_index(statement, NUMBERS[i].name);
		if (index > 0)
			sqlite3_bind_int64(statement, index, NUMBERS[i].number);
	}
}

/* Events are received in the order of their ids: those to remove are the first. */
static int find_last(struct prune *prune, struct error *error)
{
	sqlite3_stmt *row;
	int result = 0;

	if (database_prepare(prune->database, SQL_PRUNE_FIND, &row, error) != 0)
		return -1;
	bind(prune, row);
	if (sqlite3_step(row) == SQLITE_ROW) {
		prune->last_event = sqlite3_column_int64(row, 0);
		prune->events = sqlite3_column_int64(row, 1);
		prune->last_delivery = sqlite3_column_int64(row, 2);
	} else {
		result = database_error(prune->database, "cannot look for old events", error);
	}
	sqlite3_finalize(row);
	return result;
}

static int prepare(struct prune *prune, struct error *error)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(prune->database, REMOVALS[i].sql, &prune->statements[i],
		                     error) != 0)
			return -1;
	return find_last(prune, error);
}

int prune_open(struct prune **out, const char *path, int busy_timeout_ms,
               const char *before, struct error *error)
{
	struct prune *prune = calloc(1, sizeof *prune);

	if (prune == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to prune");
	prune->before = before;
	prune->rows = STEP_ROWS;
	if (database_open(&prune->database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0 ||
	    database_run(prune->database, PRAGMAS, error) != 0 ||
	    prepare(prune, error) != 0) {
		prune_close(prune);
		return -1;
	}
	*out = prune;
	return 0;
}

void prune_close(struct prune *prune)
{
	if (prune == NULL)
		return;
	pages_close(&prune->pages);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(prune->statements[i]);
	database_close(prune->database);
	free(prune);
}

int prune_count(struct prune *prune, int64_t *events, struct error *error)
{
	(void)error;
	*events = prune->events;
	return 0;
}

static void count(struct pruned *pruned, enum statement which, int64_t rows)
{
	int64_t *const COUNTS[STATEMENT_COUNT] = {
		[EVENTS] = &pruned->events, [DELIVERIES] = &pruned->deliveries,
		[FINDINGS] = &pruned->findings, [QUARANTINE] = &pruned->quarantined,
	};

	if (COUNTS[which] != NULL)
		*COUNTS[which] += rows;
}

/* Where the table's integer keys end that are looked at. */
static int64_t last_key(const struct prune *prune)
{
	switch (prune->now) {
	case FINDINGS: case EXAMPLES: case QUARANTINE: return INT64_MAX;
	case DELIVERIES: return prune->last_delivery;
	default: return prune->last_event;
	}
}

/* Before the step, without the writer's lock. */
static int find_page(struct prune *prune, struct error *error)
{
	const struct page_table *table = &REMOVALS[prune->now].table;

	if (table->name == NULL)
		return 0;
	if (prune->pages.database == NULL &&
	    pages_open(&prune->pages, prune->database, table, PAGES_ALL, last_key(prune),
	               error) != 0)
		return -1;
	if (pages_next(&prune->pages, prune->rows, error) != 0)
		return -1;
	pages_bind(&prune->pages, prune->statements[prune->now]);
	return 0;
}

/* The next statement begins small again: its rows may cost more. */
static void go_on(struct prune *prune, int64_t removed, int64_t took_us)
{
	const struct removal *removal = &REMOVALS[prune->now];
	int64_t most = removal->most > 0 ? removal->most : STEP_ROWS_MAX;

	if (removal->table.name != NULL ? !pages_end(&prune->pages) : removed >= prune->rows) {
		prune->rows = step_fit(prune->rows, took_us, most);
		return;
	}
	pages_close(&prune->pages);
	prune->now++;
	prune->rows = STEP_ROWS;
}

int prune_step(struct prune *prune, struct pruned *pruned, bool *more, struct error *error)
{
	sqlite3_stmt *statement = prune->statements[prune->now];
	int64_t begun_us, removed;

	if (database_still_there(prune->database, error) != 0 || find_page(prune, error) != 0)
		return -1;
	begun_us = clock_monotonic_us();
	bind(prune, statement);
	if (statement_run(prune->database, statement, "cannot prune", error) != 0)
		return -1;
	removed = sqlite3_changes(prune->database->handle);
	count(pruned, prune->now, removed);
	go_on(prune, removed, database_worked_us(prune->database, begun_us));
	*more = prune->now < STATEMENT_COUNT;
	return 0;
}

#include "store/prune.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Rows of a step: begins with the first, and is fitted to the time that a step takes. */
#define STEP_ROWS     100
#define STEP_ROWS_MAX 20000

/* What a power cut brings back is removed again; and a log that is moved into the
 * database with every step would cost more than the steps. */
#define PRAGMAS "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384"

/* Statements with :before, :last (the last event that goes) and :rows; each is repeated
 * until it removes fewer than :rows, in this order: what refers to a row goes first. What
 * counts an event or a delivery (002-derived.sql) goes with it. */
enum statement {
	EVENT_VALUES, EVENT_READINGS, EVENT_STEPS, EVENT_REDELIVERIES, EVENT_TIMELINE,
	VEHICLE_LATEST, VEHICLE_ALERTS, VEHICLE_TRIPS, VEHICLE_COLLISIONS, VEHICLE_ALARMS,
	VEHICLE_THEFTS, VEHICLE_POSITIONS, VEHICLES, FINDINGS, EXAMPLES, EVENTS, QUARANTINE,
	DELIVERIES, TIMELINE_RUNS, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[EVENT_VALUES] = SQL_PRUNE_VALUES, [EVENT_READINGS] = SQL_PRUNE_READINGS,
	[EVENT_STEPS] = SQL_PRUNE_STEPS, [EVENT_REDELIVERIES] = SQL_PRUNE_REDELIVERIES,
	[EVENT_TIMELINE] = SQL_PRUNE_TIMELINE, [VEHICLE_LATEST] = SQL_PRUNE_LATEST,
	[VEHICLE_ALERTS] = SQL_PRUNE_ALERTS, [VEHICLE_TRIPS] = SQL_PRUNE_TRIPS,
	[VEHICLE_COLLISIONS] = SQL_PRUNE_COLLISIONS, [VEHICLE_ALARMS] = SQL_PRUNE_ALARMS,
	[VEHICLE_THEFTS] = SQL_PRUNE_THEFTS, [VEHICLE_POSITIONS] = SQL_PRUNE_POSITIONS,
	[VEHICLES] = SQL_PRUNE_VEHICLES, [FINDINGS] = SQL_PRUNE_FINDINGS,
	[EXAMPLES] = SQL_PRUNE_EXAMPLES, [EVENTS] = SQL_PRUNE_EVENTS,
	[QUARANTINE] = SQL_PRUNE_QUARANTINE, [DELIVERIES] = SQL_PRUNE_DELIVERIES,
	[TIMELINE_RUNS] = SQL_PRUNE_TIMELINE_RUNS,
};

struct prune {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	const char *before;
	int64_t last_event;       /* the last one that goes; 0 none */
	int64_t events;           /* how many go */
	int64_t rows;             /* of a step */
	enum statement now;
};

static void bind(struct prune *prune, sqlite3_stmt *statement)
{
	const struct {
		const char *name;
		int64_t number;
	} NUMBERS[] = {{":last", prune->last_event}, {":rows", prune->rows}};
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
	} else {
		result = database_error(prune->database, "cannot look for old events", error);
	}
	sqlite3_finalize(row);
	return result;
}

static int prepare(struct prune *prune, struct error *error)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(prune->database, STATEMENTS[i], &prune->statements[i],
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

int prune_step(struct prune *prune, struct pruned *pruned, bool *more, struct error *error)
{
	sqlite3_stmt *statement = prune->statements[prune->now];
	int64_t begun_us = clock_monotonic_us(), removed;

	bind(prune, statement);
	if (database_still_there(prune->database, error) != 0 ||
	    statement_run(prune->database, statement, "cannot prune", error) != 0)
		return -1;
	removed = sqlite3_changes(prune->database->handle);
	count(pruned, prune->now, removed);
	/* The next statement begins small again: its rows may cost more. */
	if (removed < prune->rows) {
		prune->now++;
		prune->rows = STEP_ROWS;
	} else {
		prune->rows = step_fit(prune->rows, clock_monotonic_us() - begun_us,
		                       STEP_ROWS_MAX);
	}
	*more = prune->now < STATEMENT_COUNT;
	return 0;
}

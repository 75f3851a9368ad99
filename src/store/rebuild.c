#include "store/rebuild.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Rows of a step: begins with the first, and is fitted to the time that a step takes. */
#define STEP_ROWS     1000
#define STEP_ROWS_MAX 20000

/* The derived tables and their primary keys. */
static const struct {
	const char *name, *key;
} TABLES[] = {
	{"value", "event_id, position"}, {"reading", "event_id"}, {"latest", "vin, name"},
	{"alert", "vin, type, alert_id"}, {"trip", "vin, trip_id"},
	{"collision", "vin, collision_id"}, {"alarm", "vin, started_at, type"},
	{"theft", "vin, theft_id"}, {"remote_step_row", "run, action_id, at, event_id"},
	{"timeline_row", "run, vin, at, event_id"}, {"timeline_run", "run"}, {"vehicle", "vin"},
	{"monitor_day", "monitor_id, day, source_id"},
	{"delivery_hour", "source_id, hour, outcome"},
};

#define TABLE_COUNT (sizeof TABLES / sizeof *TABLES)

struct rebuild {
	struct database *database;
	size_t table;
	int64_t rows;
};

int rebuild_open(struct rebuild **out, const char *path, int busy_timeout_ms,
                 struct error *error)
{
	struct rebuild *rebuild = calloc(1, sizeof *rebuild);

	if (rebuild == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to rebuild");
	rebuild->rows = STEP_ROWS;
	if (database_open(&rebuild->database, path, DATABASE_WRITE, busy_timeout_ms,
	                  error) != 0) {
		free(rebuild);
		return -1;
	}
	*out = rebuild;
	return 0;
}

void rebuild_close(struct rebuild *rebuild)
{
	if (rebuild == NULL)
		return;
	database_close(rebuild->database);
	free(rebuild);
}

int rebuild_note_edition(struct rebuild *rebuild, const char *source, const char *edition,
                         struct error *error)
{
	sqlite3_stmt *s;
	int result;

	if (database_prepare(rebuild->database, SQL_UPDATE_EDITION, &s, error) != 0)
		return -1;
	statement_bind_text(s, 1, text_of(source));
	statement_bind_text(s, 2, text_of(edition));
	result = statement_run(rebuild->database, s, "cannot note an edition", error);
	sqlite3_finalize(s);
	return result;
}

/* ---- Clearing ---- */

static int clear_some(struct rebuild *rebuild, bool *emptied, struct error *error)
{
	const char *name = TABLES[rebuild->table].name;
	const char *key = TABLES[rebuild->table].key;
	int64_t begun_us = clock_monotonic_us();
	char sql[512];

	snprintf(sql, sizeof sql, "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s LIMIT %" PRId64
	         ")", name, key, key, name, rebuild->rows);
	if (database_run(rebuild->database, sql, error) != 0)
		return -1;
	*emptied = sqlite3_changes(rebuild->database->handle) < rebuild->rows;
	rebuild->rows = step_fit(rebuild->rows, database_worked_us(rebuild->database, begun_us),
	                         STEP_ROWS_MAX);
	return 0;
}

/* Of who derives without the lock, because he cannot open it, there may be little left. */
static int clear_rest(struct rebuild *rebuild, struct error *error)
{
	char sql[128];
	int result = 0;

	if (database_run(rebuild->database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	for (size_t i = 0; i < TABLE_COUNT && result == 0; i++) {
		snprintf(sql, sizeof sql, "DELETE FROM %s", TABLES[i].name);
		result = database_run(rebuild->database, sql, error);
	}
	if (result == 0)
		result = database_run(rebuild->database, SQL_RESET_DERIVED, error);
	return database_end(rebuild->database, result, error);
}

int rebuild_clear(struct rebuild *rebuild, bool *more, struct error *error)
{
	bool emptied = false;

	*more = rebuild->table < TABLE_COUNT;
	if (!*more)
		return clear_rest(rebuild, error);
	if (clear_some(rebuild, &emptied, error) != 0)
		return -1;
	if (emptied) {
		rebuild->table++;
		rebuild->rows = STEP_ROWS;
	}
	return 0;
}

int rebuild_progress(struct rebuild *rebuild, int64_t *last, int64_t *derived,
                     struct error *error)
{
	sqlite3_stmt *row;
	int result = -1;

	if (database_prepare(rebuild->database, SQL_SELECT_PROGRESS, &row, error) != 0)
		return -1;
	if (sqlite3_step(row) == SQLITE_ROW) {
		*last = sqlite3_column_int64(row, 0);
		*derived = sqlite3_column_int64(row, 1);
		result = 0;
	} else {
		database_error(rebuild->database, "cannot ask how far the derivation is", error);
	}
	sqlite3_finalize(row);
	return result;
}

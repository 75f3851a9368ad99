#include "store/erase.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "store/sql.h"
#include "store/statement.h"

/* Ids searched in one step, and thereby rows removed at most: a step holds the writer for
 * some ten milliseconds. */
#define STEP_IDS 5000

/* How often the log is tried to be emptied, while others use it, and the pause between. */
#define CHECKPOINT_TRIES 100
#define CHECKPOINT_PAUSE_NS 100000000

#define SEARCH_BYTES (1 << 20)

/* After every text that is a time. */
#define LAST_TIME "9999"

enum statement {
	FIND, BOUNDS, VALUES, READING, TIMELINE, STEP, REDELIVERY, EVENT, ENVELOPES, QUARANTINE,
	EXAMPLES, FINDINGS, EVIDENCE, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[FIND] = SQL_ERASE_FIND, [BOUNDS] = SQL_ERASE_BOUNDS, [VALUES] = SQL_ERASE_VALUES,
	[READING] = SQL_ERASE_READING, [TIMELINE] = SQL_ERASE_TIMELINE,
	[STEP] = SQL_ERASE_STEP, [REDELIVERY] = SQL_ERASE_REDELIVERY, [EVENT] = SQL_ERASE_EVENT,
	[ENVELOPES] = SQL_ERASE_ENVELOPES, [QUARANTINE] = SQL_ERASE_QUARANTINE,
	[EXAMPLES] = SQL_ERASE_EXAMPLES, [FINDINGS] = SQL_ERASE_FINDINGS,
	[EVIDENCE] = SQL_ERASE_EVIDENCE,
};

/* Tables with rows of a vehicle, not of an event. The vehicle itself is the last. */
static const char *const VEHICLE_TABLES[] = {
	"latest", "alert", "trip", "collision", "alarm", "theft", "vehicle",
};

struct eraser {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct erasure *erasure;
	int64_t last_event, last_delivery;
};

static int run(struct eraser *e, enum statement which, struct error *error)
{
	return statement_run(e->database, e->statements[which], "cannot erase", error);
}

static void eraser_close(struct eraser *e)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(e->statements[i]);
	database_close(e->database);
}

static int eraser_open(struct eraser *e, const char *path, int busy_timeout_ms,
                       struct error *error)
{
	if (database_open(&e->database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		return -1;
	/* What is deleted is overwritten with zeros. */
	if (database_run(e->database, "PRAGMA secure_delete = ON", error) != 0)
		return -1;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(e->database, STATEMENTS[i], &e->statements[i], error) != 0)
			return -1;
	return 0;
}

static int read_bounds(struct eraser *e, struct error *error)
{
	sqlite3_stmt *row = e->statements[BOUNDS];

	if (sqlite3_step(row) == SQLITE_ROW) {
		e->last_event = sqlite3_column_int64(row, 0);
		e->last_delivery = sqlite3_column_int64(row, 1);
	}
	return sqlite3_reset(row) == SQLITE_OK
	       ? 0 : database_error(e->database, "cannot erase", error);
}

/* ---- Events ---- */

/* The event last: the others are found by what it says. */
static int erase_event(struct eraser *e, int64_t id, struct error *error)
{
	static const enum statement OF_AN_EVENT[] = {
		VALUES, READING, TIMELINE, STEP, REDELIVERY, EVENT,
	};

	for (size_t i = 0; i < sizeof OF_AN_EVENT / sizeof *OF_AN_EVENT; i++) {
		sqlite3_bind_int64(e->statements[OF_AN_EVENT[i]], 1, id);
		if (run(e, OF_AN_EVENT[i], error) != 0)
			return -1;
	}
	e->erasure->events++;
	return 0;
}

/* All ids first: the search must not meet what is deleted under it. */
static int find_events(struct eraser *e, int64_t after, int64_t ids[STEP_IDS], int *count,
                       struct error *error)
{
	sqlite3_stmt *rows = e->statements[FIND];
	const struct erasure *erasure = e->erasure;

	*count = 0;
	sqlite3_bind_int64(rows, 1, after);
	sqlite3_bind_int64(rows, 2, after + STEP_IDS);
	statement_bind_text(rows, 3, text_of(erasure->vin));
	statement_bind_text(rows, 4, text_of(erasure->since ? erasure->since : ""));
	statement_bind_text(rows, 5, text_of(erasure->until ? erasure->until : LAST_TIME));
	while (*count < STEP_IDS && sqlite3_step(rows) == SQLITE_ROW) {
		ids[(*count)++] = sqlite3_column_int64(rows, 0);
		e->erasure->others |= sqlite3_column_int(rows, 1) != 0;
	}
	return sqlite3_reset(rows) == SQLITE_OK
	       ? 0 : database_error(e->database, "cannot search the events", error);
}

static int erase_some(struct eraser *e, int64_t after, struct error *error)
{
	int64_t ids[STEP_IDS];
	int count;

	if (find_events(e, after, ids, &count, error) != 0)
		return -1;
	for (int i = 0; i < count; i++)
		if (erase_event(e, ids[i], error) != 0)
			return -1;
	return 0;
}

static int clear_envelopes(struct eraser *e, int64_t after, struct error *error)
{
	sqlite3_stmt *s = e->statements[ENVELOPES];

	sqlite3_bind_int64(s, 1, after);
	sqlite3_bind_int64(s, 2, after + STEP_IDS);
	statement_bind_text(s, 3, text_of(e->erasure->vin));
	if (run(e, ENVELOPES, error) != 0)
		return -1;
	e->erasure->deliveries += sqlite3_changes(e->database->handle);
	return 0;
}

/* ---- What is not an event's ---- */

static int erase_vehicle(struct eraser *e, struct error *error)
{
	for (size_t i = 0; i < sizeof VEHICLE_TABLES / sizeof *VEHICLE_TABLES; i++) {
		sqlite3_stmt *s;
		char sql[128];
		int result;

		snprintf(sql, sizeof sql, "DELETE FROM %s WHERE vin = ?1", VEHICLE_TABLES[i]);
		if (database_prepare(e->database, sql, &s, error) != 0)
			return -1;
		statement_bind_text(s, 1, text_of(e->erasure->vin));
		result = statement_run(e->database, s, "cannot erase", error);
		sqlite3_finalize(s);
		if (result != 0)
			return -1;
	}
	return 0;
}

static int write_evidence(struct eraser *e, struct error *error)
{
	sqlite3_stmt *s = e->statements[EVIDENCE];
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now_ms(), now);
	statement_bind_text(s, 1, text_of(now));
	statement_bind_text(s, 2, text_of(e->erasure->since));
	statement_bind_text(s, 3, text_of(e->erasure->until));
	sqlite3_bind_int64(s, 4, e->erasure->events);
	sqlite3_bind_int64(s, 5, e->erasure->deliveries);
	sqlite3_bind_int64(s, 6, e->erasure->quarantined);
	return run(e, EVIDENCE, error);
}

static int erase_rest(struct eraser *e, int64_t unused, struct error *error)
{
	bool all = e->erasure->since == NULL && e->erasure->until == NULL;

	(void)unused;
	statement_bind_text(e->statements[QUARANTINE], 1, text_of(e->erasure->vin));
	statement_bind_text(e->statements[FINDINGS], 1, text_of(e->erasure->vin));
	if (run(e, EXAMPLES, error) != 0 || (all && erase_vehicle(e, error) != 0))
		return -1;
	if (all && run(e, QUARANTINE, error) != 0)
		return -1;
	e->erasure->quarantined += all ? sqlite3_changes(e->database->handle) : 0;
	return run(e, FINDINGS, error) != 0 ? -1 : write_evidence(e, error);
}

/* ---- In steps ---- */

typedef int erase_step(struct eraser *e, int64_t after, struct error *error);

static int in_transaction(struct eraser *e, erase_step *step, int64_t after,
                          struct error *error)
{
	if (database_run(e->database, "BEGIN IMMEDIATE", error) == 0 &&
	    step(e, after, error) == 0 && database_run(e->database, "COMMIT", error) == 0)
		return 0;
	if (!sqlite3_get_autocommit(e->database->handle))
		sqlite3_exec(e->database->handle, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static int erase_all(struct eraser *e, erase_watcher *watch, void *context,
                     struct error *error)
{
	int64_t total;

	if (read_bounds(e, error) != 0)
		return -1;
	total = e->last_event + e->last_delivery;
	for (int64_t id = 0; id < e->last_event; id += STEP_IDS)
		if (watch(context, id, total) != 0 ||
		    in_transaction(e, erase_some, id, error) != 0)
			return -1;
	for (int64_t id = 0; id < e->last_delivery; id += STEP_IDS)
		if (watch(context, e->last_event + id, total) != 0 ||
		    in_transaction(e, clear_envelopes, id, error) != 0)
			return -1;
	return in_transaction(e, erase_rest, 0, error);
}

int erase_rows(const char *path, int busy_timeout_ms, struct erasure *erasure,
               erase_watcher *watch, void *context, struct error *error)
{
	struct eraser e = {.erasure = erasure};
	int result;

	error_set(error, ERROR_SYSTEM, "stopped before the end; run it again");
	result = eraser_open(&e, path, busy_timeout_ms, error) != 0 ? -1 :
		erase_all(&e, watch, context, error);
	eraser_close(&e);
	return result;
}

/* ---- The files ---- */

/* Whether the file has the bytes; one that is not there has none. */
static int search_file(const char *path, const char *bytes, bool *found, struct error *error)
{
	size_t length = strlen(bytes), kept = 0, count;
	char *buffer = malloc(SEARCH_BYTES + length);
	FILE *file = fopen(path, "rb");
	int result = 0;

	*found = false;
	if (buffer == NULL)
		result = error_set(error, ERROR_MEMORY, "no memory to search %s", path);
	else if (file == NULL && errno != ENOENT)
		result = error_set(error, ERROR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	while (result == 0 && file != NULL && !*found &&
	       (count = fread(buffer + kept, 1, SEARCH_BYTES, file)) > 0) {
		*found = memmem(buffer, kept + count, bytes, length) != NULL;
		count += kept;
		kept = count < length - 1 ? count : length - 1;
		memmove(buffer, buffer + count - kept, kept);
	}
	if (file != NULL)
		fclose(file);
	free(buffer);
	return result;
}

static int search_files(const char *path, const char *bytes, char found_in[4096],
                        struct error *error)
{
	static const char *const ENDS[] = {"", "-wal", "-shm"};
	bool found = false;

	found_in[0] = '\0';
	for (size_t i = 0; !found && i < sizeof ENDS / sizeof *ENDS; i++) {
		char file[4096];

		snprintf(file, sizeof file, "%s%s", path, ENDS[i]);
		if (search_file(file, bytes, &found, error) != 0)
			return -1;
		if (found)
			snprintf(found_in, 4096, "%s", file);
	}
	return 0;
}

/* Who reads or writes at the moment keeps the log: it is tried again for ten seconds. */
static int empty_log(struct database *database, struct error *error)
{
	for (int i = 0; i < CHECKPOINT_TRIES; i++) {
		if (sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE,
		                              NULL, NULL) == SQLITE_OK)
			return 0;
		nanosleep(&(struct timespec){.tv_nsec = CHECKPOINT_PAUSE_NS}, NULL);
	}
	return error_set(error, ERROR_DB_BUSY, "the rows are erased, but somebody who reads the "
	                 "database keeps its log; end that, and run this again");
}

static int erase_from_files(struct database *database, const char *path, const char *bytes,
                            struct error *error)
{
	char found_in[4096];

	if (empty_log(database, error) != 0 || search_files(path, bytes, found_in, error) != 0)
		return -1;
	if (found_in[0] == '\0')
		return 0;
	if (database_run(database, "VACUUM", error) != 0 || empty_log(database, error) != 0 ||
	    search_files(path, bytes, found_in, error) != 0)
		return -1;
	return found_in[0] == '\0' ? 0 : error_set(
		error, ERROR_DB, "%s still has the VIN: an event may have come meanwhile; run this "
		"again", found_in);
}

int erase_traces(const char *path, int busy_timeout_ms, const char *bytes,
                 struct error *error)
{
	struct database *database;
	int result;

	if (database_open(&database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		return -1;
	result = erase_from_files(database, path, bytes, error);
	database_close(database);
	return result;
}

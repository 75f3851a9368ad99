#include "store/verify.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "contract/identity.h"
#include "contract/typed.h"
#include "store/sql.h"
#include "store/statement.h"

/* A sample: so many events from each of so many places of the log. */
#define SAMPLE_PLACES 10
#define SAMPLE_EVENTS 100

#define ALL_EVENTS 1000   /* read at a time, when it is all of them */

/* As in batch.c: an event was once read within the receiver's bounds. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

/* Columns of verify-events.sql. */
enum { ID, KIND, NAME, DIGEST, JSON, EDITION, AT, VIN, READING_EVENT, FIRST_READING };

struct verifier {
	struct database *database;
	sqlite3_stmt *events;
	struct verify_report *report;
	struct arena arena;
};

/* ---- The file ---- */

static int ask_text(struct verifier *v, const char *sql, char *text, size_t size,
                    struct error *error)
{
	sqlite3_stmt *row;
	int result = -1;

	if (database_prepare(v->database, sql, &row, error) != 0)
		return -1;
	if (sqlite3_step(row) == SQLITE_ROW) {
		snprintf(text, size, "%s", (const char *)sqlite3_column_text(row, 0));
		result = 0;
	} else {
		database_error(v->database, "cannot check the database", error);
	}
	sqlite3_finalize(row);
	return result;
}

static int check_file(struct verifier *v, struct error *error)
{
	char orphans[32];

	if (ask_text(v, "PRAGMA integrity_check(1)", v->report->integrity,
	             sizeof v->report->integrity, error) != 0 ||
	    ask_text(v, SQL_VERIFY_ORPHANS, orphans, sizeof orphans, error) != 0)
		return -1;
	sscanf(orphans, "%" SCNd64, &v->report->orphans);
	return 0;
}

/* ---- An event ---- */

static bool is_stored_digest(struct verifier *v, const unsigned char digest[IDENTITY_SIZE])
{
	return sqlite3_column_bytes(v->events, DIGEST) == IDENTITY_SIZE &&
	       memcmp(sqlite3_column_blob(v->events, DIGEST), digest, IDENTITY_SIZE) == 0;
}

/* Either identity will do: the first, or the one that the VIN is a part of. */
static bool same_identity(struct verifier *v, const struct json *json, uint32_t content)
{
	unsigned char digest[IDENTITY_SIZE], second[IDENTITY_SIZE];
	bool pseudonymised = sqlite3_column_type(v->events, DIGEST) == SQLITE_NULL;
	struct findings findings = {NULL, NULL, 0};
	struct arena scratch = ARENA_EMPTY;
	struct error error;
	bool remote = text_is(statement_column(v->events, KIND), "remote");
	int result = identity_of(digest, json, 0, remote ? 'r' : 'm',
	                         statement_column(v->events, NAME),
	                         content != 0 ? "attributes" : NULL, "$", &scratch, &v->arena,
	                         &findings, &error);

	arena_free(&scratch);
	if (pseudonymised)
		return true;
	identity_of_vehicle(second, digest, statement_column(v->events, VIN));
	return result == 0 && (is_stored_digest(v, digest) || is_stored_digest(v, second));
}

static bool same_cell(sqlite3_stmt *row, int column, const struct cell *cell)
{
	if (cell == NULL || cell->kind == CELL_NONE)
		return sqlite3_column_type(row, column) == SQLITE_NULL;
	if (cell->kind == CELL_TEXT)
		return text_equal(statement_column(row, column), cell->text);
	return sqlite3_column_type(row, column) != SQLITE_NULL &&
	       fabs(sqlite3_column_double(row, column) - cell->number) < 1e-9;
}

static bool same_readings(struct verifier *v, const struct json *json, uint32_t content,
                          const struct facts *facts)
{
	const struct cell *cells[READING_COUNT] = {NULL};
	struct typed typed;

	if (text_is(statement_column(v->events, KIND), "remote"))
		return true;
	typed_read(&typed, json, content, facts, statement_column(v->events, AT),
	           edition_find((const char *)sqlite3_column_text(v->events, EDITION)),
	           &v->arena);
	for (size_t i = 0; i < typed.count; i++)
		cells[typed.told[i].reading] = &typed.told[i].cell;
	for (int i = 0; i < READING_COUNT; i++)
		if (!same_cell(v->events, FIRST_READING + i, cells[i]))
			return false;
	return true;
}

static int check_event(struct verifier *v, struct error *error)
{
	struct text text = statement_column(v->events, JSON);
	bool identity = false, readings = false;
	struct json json;
	struct facts facts;
	uint32_t content;

	arena_reset(&v->arena);
	if (json_read(&json, &v->arena, text.at, text.length, DEPTH_MAX, NODES_MAX, error) == 0 &&
	    facts_from(&facts, &json, &content, &v->arena, error) == 0) {
		identity = same_identity(v, &json, content);
		readings = same_readings(v, &json, content, &facts);
	} else if (error->code == ERROR_MEMORY) {
		return -1;
	}
	v->report->events++;
	v->report->identities += !identity;
	v->report->readings += !readings;
	if ((!identity || !readings) && v->report->first_event == 0)
		v->report->first_event = sqlite3_column_int64(v->events, ID);
	return 0;
}

/* ---- Many ---- */

/* Events from `first` on, at most `count`; *next becomes the id behind the last. */
static int check_some(struct verifier *v, int64_t first, int count, int64_t *next,
                      struct error *error)
{
	int result = 0;

	*next = 0;
	sqlite3_bind_int64(v->events, 1, first);
	sqlite3_bind_int(v->events, 2, count);
	while (result == 0 && sqlite3_step(v->events) == SQLITE_ROW) {
		*next = sqlite3_column_int64(v->events, ID) + 1;
		result = check_event(v, error);
	}
	if (sqlite3_reset(v->events) != SQLITE_OK && result == 0)
		result = database_error(v->database, "cannot read the events", error);
	return result;
}

static int check_all(struct verifier *v, int64_t last, verify_watcher *watch,
                     void *context, struct error *error)
{
	int64_t next = 1;

	while (next > 0 && watch(context, next, last) == 0)
		if (check_some(v, next, ALL_EVENTS, &next, error) != 0)
			return -1;
	return 0;
}

static int check_sample(struct verifier *v, int64_t last, struct error *error)
{
	int64_t done = 0, next;

	for (int i = 0; i < SAMPLE_PLACES; i++) {
		int64_t first = last * i / SAMPLE_PLACES + 1;

		if (first < done)
			first = done;
		if (check_some(v, first, SAMPLE_EVENTS, &next, error) != 0)
			return -1;
		done = next > 0 ? next : last + 1;
	}
	return 0;
}

int verify_database(const char *path, int busy_timeout_ms, bool all,
                    struct verify_report *report, verify_watcher *watch, void *context,
                    struct error *error)
{
	struct verifier v = {.report = report, .arena = ARENA_EMPTY};
	char last[32] = "0";
	int result = -1;

	*report = (struct verify_report){.events = 0};
	if (database_open(&v.database, path, DATABASE_READ, busy_timeout_ms, error) != 0)
		return -1;
	if (database_prepare(v.database, SQL_VERIFY_EVENTS, &v.events, error) == 0 &&
	    check_file(&v, error) == 0 &&
	    ask_text(&v, SQL_SELECT_MAX_EVENT, last, sizeof last, error) == 0) {
		int64_t id = 0;

		sscanf(last, "%" SCNd64, &id);
		result = all ? check_all(&v, id, watch, context, error)
		             : check_sample(&v, id, error);
	}
	sqlite3_finalize(v.events);
	database_close(v.database);
	arena_free(&v.arena);
	return result;
}

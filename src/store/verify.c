#include "store/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "contract/facts.h"
#include "store/derive-lock.h"
#include "store/rederive.h"
#include "store/sql.h"
#include "store/statement.h"

/* A sample: the vehicles at so many places of the log. A log of so few events is looked
 * at in whole. */
#define SAMPLE_PLACES 20
#define SAMPLE_EVENTS 20000

/* Who derives does so for a second or two; a rebuild is not waited for. */
#define LOCK_TRIES 100
#define LOCK_PAUSE_US 100000

/* As in batch.c: an event was once read within the receiver's bounds. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

/* The name of no attribute, as it is no UTF-8: which one a source takes the VIN from is not
 * known here. */
#define NO_ATTRIBUTE "\xff"

/* To read an event once more: what is stored has no credentials. */
static const struct event_context CONTEXT = {
	.credentials = (const char *const[]){NULL}, .vin_attribute = NO_ATTRIBUTE,
	.unchecked = true,
};

/* Columns of verify-events.sql. */
enum {
	ID, DELIVERY_ID, SOURCE_ID, KIND, MONITOR_ID, ACTION_ID, CALLBACK_ID, VIN, FLEET_ID,
	EVENT_AT, RECEIVED_AT, REFRESH, DIGEST, JSON, IS_AS_SENT, ENVELOPE
};

enum statement {
	VEHICLES, EVENTS, ORPHANS, LAST, GAPS, MONITOR_DAYS, DELIVERY_HOURS, RUNS,
	STATEMENT_COUNT
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[VEHICLES] = SQL_VERIFY_VEHICLES, [EVENTS] = SQL_VERIFY_EVENTS,
	[ORPHANS] = SQL_VERIFY_ORPHANS, [LAST] = SQL_SELECT_MAX_EVENT,
	[GAPS] = SQL_VERIFY_GAPS, [MONITOR_DAYS] = SQL_VERIFY_MONITOR_DAYS,
	[DELIVERY_HOURS] = SQL_VERIFY_DELIVERY_HOURS, [RUNS] = SQL_VERIFY_RUNS,
};

struct verifier {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct rederivation *again;
	struct verify_report *report;
	struct arena arena;              /* of an event */
	verify_watcher *watch;
	void *context;
	int64_t last;                    /* id of the last event */
};

/* ---- Opening and closing ---- */

static int begin_snapshot(struct verifier *v, struct error *error)
{
	if (database_run(v->database, "BEGIN", error) != 0)
		return -1;
	return statement_run_int(v->database, v->statements[LAST], "cannot read", &v->last,
	                         error);
}

/* While nobody derives: between two steps of it the tables tell more than the cursor. */
static int take_snapshot(struct verifier *v, const char *path, struct error *error)
{
	int lock = derive_lock_open(path, NULL), tries = 0, result;

	while (!derive_lock_ask(lock) && ++tries < LOCK_TRIES)
		clock_sleep_us(LOCK_PAUSE_US);
	if (tries == LOCK_TRIES) {
		result = error_set(error, ERROR_DB_BUSY, "%s: somebody rebuilds, erases or "
		                   "derives; try again later", path);
	} else {
		result = begin_snapshot(v, error);
	}
	derive_lock_close(lock);
	return result;
}

static int verifier_open(struct verifier *v, const char *path, int busy_timeout_ms,
                         struct error *error)
{
	if (database_open(&v->database, path, DATABASE_READ, busy_timeout_ms, error) != 0)
		return -1;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(v->database, STATEMENTS[i], &v->statements[i], error) != 0)
			return -1;
	return rederivation_new(&v->again, v->database, error);
}

static void verifier_close(struct verifier *v)
{
	rederivation_free(v->again);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(v->statements[i]);
	database_close(v->database);
	arena_free(&v->arena);
}

/* ---- The file and the counts ---- */

static int check_integrity(struct verifier *v, struct error *error)
{
	sqlite3_stmt *row;
	int result = -1;

	if (database_prepare(v->database, "PRAGMA integrity_check(1)", &row, error) != 0)
		return -1;
	if (sqlite3_step(row) == SQLITE_ROW) {
		snprintf(v->report->integrity, sizeof v->report->integrity, "%s",
		         (const char *)sqlite3_column_text(row, 0));
		result = 0;
	} else {
		database_error(v->database, "cannot check the database", error);
	}
	sqlite3_finalize(row);
	return result;
}

static int check_counts(struct verifier *v, struct error *error)
{
	const struct {
		enum statement which;
		const char *table;
		int place;               /* among the differences */
	} COUNTS[] = {
		{MONITOR_DAYS, "monitor_day", REDERIVE_TABLES},
		{DELIVERY_HOURS, "delivery_hour", REDERIVE_TABLES + 1},
		{RUNS, "timeline_run", REDERIVE_TABLES + 2},
		{GAPS, rederive_table_name(REDERIVE_TIMELINE), REDERIVE_TIMELINE},
	};

	_Static_assert(VERIFY_TABLES == REDERIVE_TABLES + 3, "a place for each table");
	for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
		v->report->differences[COUNTS[i].place].table = COUNTS[i].table;
		if (statement_run_int(v->database, v->statements[COUNTS[i].which], "cannot count",
		                      &v->report->differences[COUNTS[i].place].rows, error) != 0)
			return -1;
	}
	return 0;
}

/* ---- An event ---- */

static bool is_remote(sqlite3_stmt *row)
{
	return text_is(statement_column(row, KIND), "remote");
}

static bool is_stored_digest(sqlite3_stmt *row, const unsigned char digest[IDENTITY_SIZE])
{
	return sqlite3_column_bytes(row, DIGEST) == IDENTITY_SIZE &&
	       memcmp(sqlite3_column_blob(row, DIGEST), digest, IDENTITY_SIZE) == 0;
}

/* Either identity will do: the first, or the one that the VIN is a part of. */
static bool has_identity(struct verifier *v, const struct json *json,
                         const struct event_outside *outside)
{
	sqlite3_stmt *row = v->statements[EVENTS];
	const struct event event = {
		.kind = is_remote(row) ? EVENT_REMOTE : EVENT_MONITOR,
		.monitor_id = statement_column(row, MONITOR_ID),
		.action_id = statement_column(row, ACTION_ID),
		.dated = sqlite3_column_type(row, EVENT_AT) != SQLITE_NULL,
	};
	struct identity_subject subject = {.json = json, .node = 0, .without = EVENT_BESIDE};
	unsigned char digest[IDENTITY_SIZE], second[IDENTITY_SIZE];
	struct arena scratch = ARENA_EMPTY;
	struct error error;
	int result;

	event_identify(&subject, &event, outside);
	result = identity_of(digest, &subject, &scratch, &v->arena, NULL, &error);
	arena_free(&scratch);
	identity_of_vehicle(second, digest, statement_column(row, VIN));
	return result == 0 && (is_stored_digest(row, digest) || is_stored_digest(row, second));
}

static bool has_identity_in(struct verifier *v, const struct json *json,
                            const struct json *envelope, uint32_t node)
{
	struct event_outside outside;
	struct error error;

	return json_kind(envelope, node) == JSON_OBJECT &&
	       event_outside_read(&outside, envelope, node, "$", &CONTEXT, NULL, &v->arena,
	                          &error) == 0 &&
	       has_identity(v, json, &outside);
}

/* By itself, or with what stood around it, where that tells events apart. */
static bool same_identity(struct verifier *v, const struct json *json)
{
	struct text text = statement_column(v->statements[EVENTS], ENVELOPE);
	struct json envelope;
	struct error error;

	if (has_identity(v, json, NULL))
		return true;
	if (text.at == NULL || json_read(&envelope, &v->arena, text.at, text.length, DEPTH_MAX,
	                                 NODES_MAX, &error) != 0)
		return false;
	for (uint32_t i = json_first_item(&envelope, 0);
	     i < json_end(&envelope, 0); i = json_next(&envelope, i))
		if (has_identity_in(v, json, &envelope, i))
			return true;
	return false;
}

/* What the JSON does not tell may come from what was around it. */
static bool same_text(sqlite3_stmt *row, int column, struct text told)
{
	return told.at == NULL || text_equal(told, statement_column(row, column));
}

static bool same_date(sqlite3_stmt *row, const struct event *event)
{
	char text[CLOCK_TEXT_SIZE] = "";

	if (event->dated)
		clock_format(event->date_ms, text);
	return text[0] == '\0' ? sqlite3_column_type(row, EVENT_AT) == SQLITE_NULL
	                       : text_is(statement_column(row, EVENT_AT), text);
}

static bool same_refresh(sqlite3_stmt *row, const struct event *event)
{
	return event->refresh < 0 ? sqlite3_column_type(row, REFRESH) == SQLITE_NULL
	                          : sqlite3_column_int(row, REFRESH) == event->refresh;
}

static bool same_columns(struct verifier *v, const struct json *json, uint32_t content)
{
	const struct event_place place = {.json = json, .node = 0, .content = content, .path = "$"};
	sqlite3_stmt *row = v->statements[EVENTS];
	struct arena scratch = ARENA_EMPTY;
	struct event event;
	struct error error;
	int result = event_read(&event, &place, &CONTEXT, &scratch, &v->arena, &error);

	arena_free(&scratch);
	return result == 0 && same_text(row, VIN, event.vin) &&
	       same_text(row, FLEET_ID, event.fleet_id) &&
	       same_text(row, CALLBACK_ID, event.callback_id) && same_date(row, &event) &&
	       same_refresh(row, &event);
}

static int check_event(struct verifier *v, struct error *error)
{
	sqlite3_stmt *row = v->statements[EVENTS];
	struct text text = statement_column(row, JSON);
	bool identity = false, columns = false;
	struct json json;
	struct facts facts;
	uint32_t content;

	arena_reset(&v->arena);
	if (json_read(&json, &v->arena, text.at, text.length, DEPTH_MAX, NODES_MAX, error) == 0 &&
	    facts_from(&facts, &json, is_remote(row) ? EVENT_REMOTE : EVENT_MONITOR, &content,
	               &v->arena, error) == 0) {
		identity = sqlite3_column_int(row, IS_AS_SENT) == 0 ||
		           same_identity(v, &json);
		columns = same_columns(v, &json, content);
	} else if (error->code == ERROR_MEMORY) {
		return -1;
	}
	v->report->events++;
	v->report->identities += !identity;
	v->report->columns += !columns;
	if ((!identity || !columns) && v->report->first_event == 0)
		v->report->first_event = sqlite3_column_int64(row, ID);
	return 0;
}

/* ---- A vehicle ---- */

static int take_events(struct verifier *v, struct text vin, struct error *error)
{
	sqlite3_stmt *row = v->statements[EVENTS];
	int result = 0;

	statement_bind_text(row, 1, vin);
	while (result == 0 && sqlite3_step(row) == SQLITE_ROW) {
		result = check_event(v, error);
		if (result == 0)
			result = rederive_event(v->again, row, error);
	}
	if (sqlite3_reset(row) != SQLITE_OK && result == 0)
		result = database_error(v->database, "cannot read the events", error);
	return result;
}

static int check_vehicle(struct verifier *v, struct text vin, bool partly,
                         struct error *error)
{
	int64_t differences[REDERIVE_TABLES] = {0};

	if (take_events(v, vin, error) != 0 ||
	    rederive_compare(v->again, vin, partly, differences, error) != 0)
		return -1;
	v->report->vehicles += vin.at != NULL;
	for (int i = 0; i < REDERIVE_TABLES; i++) {
		v->report->differences[i].table = rederive_table_name((enum rederive_table)i);
		v->report->differences[i].rows += differences[i];
	}
	return 0;
}

static int check_vehicles(struct verifier *v, bool all, struct error *error)
{
	sqlite3_stmt *row = v->statements[VEHICLES];
	int result = 0;

	sqlite3_bind_int(row, 1, all || v->last <= SAMPLE_EVENTS ? 0 : SAMPLE_PLACES);
	while (result == 0 && sqlite3_step(row) == SQLITE_ROW) {
		if (v->watch(v->context, v->report->events, v->last) != 0)
			result = error_set(error, ERROR_SYSTEM, "stopped before the end");
		else
			result = check_vehicle(v, statement_column(row, 0),
			                       sqlite3_column_int(row, 1) != 0, error);
	}
	if (sqlite3_reset(row) != SQLITE_OK && result == 0)
		result = database_error(v->database, "cannot read the vehicles", error);
	return result;
}

int verify_database(const char *path, int busy_timeout_ms, bool all,
                    struct verify_report *report, verify_watcher *watch, void *context,
                    struct error *error)
{
	struct verifier v = {.report = report, .arena = ARENA_EMPTY, .watch = watch,
	                     .context = context};
	int result = -1;

	*report = (struct verify_report){.events = 0};
	if (verifier_open(&v, path, busy_timeout_ms, error) == 0 &&
	    check_integrity(&v, error) == 0 && take_snapshot(&v, path, error) == 0 &&
	    statement_run_int(v.database, v.statements[ORPHANS], "cannot check references",
	                      &report->orphans, error) == 0 &&
	    check_counts(&v, error) == 0)
		result = check_vehicles(&v, all, error);
	verifier_close(&v);
	return result;
}

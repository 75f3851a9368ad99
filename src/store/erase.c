#include "store/erase.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/mentions.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Ids searched at a time; searching holds no writer. */
#define SEARCH_IDS 5000

/* Rows changed in one transaction: begins with the first, and is fitted to the time that
 * it takes. */
#define STEP_ROWS      50
#define STEP_ROWS_MAX  2000
#define STEP_BYTES_MAX (1024 * 1024)

/* What is deleted is overwritten with zeros. What stands in the place of what names the
 * vehicle is made before a step, in a table of our own, in memory. */
#define PRAGMAS \
	"PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; CREATE TEMP TABLE masked " \
	"(id INTEGER PRIMARY KEY, json, vin, monitor_id, action_id, callback_id, fleet_id)"

/* After every text that is a time. */
#define LAST_TIME "9999"

/* ---- What is searched, and what is done with what is found ---- */

enum statement {
	NOTHING, ENDS, FIND_EVENTS, FIND_ENVELOPES, FIND_QUARANTINE, FIND_FINDINGS, VALUES,
	READING, TIMELINE, STEP, REDELIVERY, EXAMPLE, EVENT, ELSEWHERE, MASK,
	MASK_VALUES, MENTION, FORGET, ENVELOPE, QUARANTINE,
	FINDING, EVIDENCE, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[NOTHING] = "SELECT 1", [ENDS] = SQL_ERASE_ENDS,
	[FIND_EVENTS] = SQL_ERASE_FIND_EVENTS, [FIND_ENVELOPES] = SQL_ERASE_FIND_ENVELOPES,
	[FIND_QUARANTINE] = SQL_ERASE_FIND_QUARANTINE,
	[FIND_FINDINGS] = SQL_ERASE_FIND_FINDINGS, [VALUES] = SQL_ERASE_VALUES,
	[READING] = SQL_ERASE_READING, [TIMELINE] = SQL_ERASE_TIMELINE,
	[STEP] = SQL_ERASE_STEP, [REDELIVERY] = SQL_ERASE_REDELIVERY,
	[EXAMPLE] = SQL_ERASE_EXAMPLE, [EVENT] = SQL_ERASE_EVENT,
	[ELSEWHERE] = SQL_ERASE_ELSEWHERE, [MASK_VALUES] = SQL_ERASE_MASK_VALUES,
	[MASK] = SQL_ERASE_MASK, [FORGET] = "DELETE FROM temp.masked",
	[MENTION] = SQL_ERASE_MENTION, [ENVELOPE] = SQL_ERASE_ENVELOPE,
	[QUARANTINE] = SQL_ERASE_QUARANTINE, [FINDING] = SQL_ERASE_FINDING,
	[EVIDENCE] = SQL_ERASE_EVIDENCE,
};

/* Findings first: with its event one loses what it quotes, and would not be counted. */
enum { FINDINGS, EVENTS, ENVELOPES, BODIES, SEARCH_COUNT };

/* Lists end with NOTHING. The event itself goes last: the others are found by what it
 * says. */
static const struct search {
	enum statement find, of_own[8], of_others[3];
} SEARCHES[SEARCH_COUNT] = {
	[EVENTS] = {FIND_EVENTS,
	            {VALUES, READING, TIMELINE, STEP, REDELIVERY, EXAMPLE, EVENT}, {MASK_VALUES, MENTION}},
	[ENVELOPES] = {FIND_ENVELOPES, {ENVELOPE}, {NOTHING}},
	[BODIES] = {FIND_QUARANTINE, {QUARANTINE}, {NOTHING}},
	[FINDINGS] = {FIND_FINDINGS, {FINDING}, {NOTHING}},
};

/* Tables with rows of a vehicle, not of an event. The vehicle itself is the last. */
static const char *const VEHICLE_TABLES[] = {
	"latest", "alert", "trip", "collision", "alarm", "theft", "vehicle",
};

struct found {
	int64_t id;
	bool others;                      /* it is another vehicle's, and names this one */
	int64_t bytes;
};

struct eraser {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct erasure *erasure;
	int64_t ends[SEARCH_COUNT];       /* the last id of each search */
	int64_t rows;                     /* of a step */
	erase_watcher *watch;
	void *context;
};

/* ---- Opening and closing ---- */

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

static void bind_text(struct eraser *e, enum statement which, const char *name,
                      const char *text)
{
	int index = sqlite3_bind_parameter_index(e->statements[which], name);

	if (index > 0)
		statement_bind_text(e->statements[which], index, text_of(text));
}

static void bind_number(struct eraser *e, enum statement which, const char *name,
                        int64_t number)
{
	int index = sqlite3_bind_parameter_index(e->statements[which], name);

	if (index > 0)
		sqlite3_bind_int64(e->statements[which], index, number);
}

static int prepare(struct eraser *e, struct error *error)
{
	const struct erasure *erasure = e->erasure;

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (database_prepare(e->database, STATEMENTS[i], &e->statements[i], error) != 0)
			return -1;
		bind_text(e, (enum statement)i, ":vin", erasure->vin);
		bind_text(e, (enum statement)i, ":since", erasure->since ? erasure->since : "");
		bind_text(e, (enum statement)i, ":until",
		          erasure->until ? erasure->until : LAST_TIME);
	}
	return 0;
}

static int read_ends(struct eraser *e, struct error *error)
{
	sqlite3_stmt *row = e->statements[ENDS];

	if (sqlite3_step(row) == SQLITE_ROW)
		for (int i = 0; i < SEARCH_COUNT; i++)
			e->ends[i] = sqlite3_column_int64(row, i);
	return sqlite3_reset(row) == SQLITE_OK
	       ? 0 : database_error(e->database, "cannot erase", error);
}

static int eraser_open(struct eraser *e, const char *path, int busy_timeout_ms,
                       struct error *error)
{
	if (database_open(&e->database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0 ||
	    mentions_define(e->database, error) != 0 ||
	    database_run(e->database, PRAGMAS, error) != 0 || prepare(e, error) != 0)
		return -1;
	return read_ends(e, error);
}

/* ---- Searching ---- */

/* Of the ids behind `after`. All of them first: the search must not meet what is changed
 * under it. */
static int find(struct eraser *e, enum statement which, int64_t after,
                struct found found[SEARCH_IDS], int *count, struct error *error)
{
	sqlite3_stmt *rows = e->statements[which];

	*count = 0;
	bind_number(e, which, ":after", after);
	bind_number(e, which, ":last", after + SEARCH_IDS);
	while (*count < SEARCH_IDS && sqlite3_step(rows) == SQLITE_ROW)
		found[(*count)++] = (struct found){sqlite3_column_int64(rows, 0),
		                                   sqlite3_column_int(rows, 1) != 0,
		                                   sqlite3_column_int64(rows, 2)};
	return sqlite3_reset(rows) == SQLITE_OK
	       ? 0 : database_error(e->database, "cannot search for the vehicle", error);
}

static void note(struct erasure *erasure, int which, const struct found *found, int count)
{
	int64_t *const COUNTS[SEARCH_COUNT] = {
		[EVENTS] = &erasure->events, [ENVELOPES] = &erasure->deliveries,
		[BODIES] = &erasure->quarantined, [FINDINGS] = &erasure->findings,
	};

	for (int i = 0; i < count; i++)
		++*(found[i].others ? &erasure->mentions : COUNTS[which]);
}

/* ---- Changing ---- */

static int change(struct eraser *e, const struct search *search, const struct found *found,
                  struct error *error)
{
	const enum statement *list = found->others ? search->of_others : search->of_own;

	for (; *list != NOTHING; list++) {
		bind_number(e, *list, ":id", found->id);
		if (run(e, *list, error) != 0)
			return -1;
	}
	return 0;
}

/* Whether what was derived of an event of another vehicle names this one. */
static int look_elsewhere(struct eraser *e, struct error *error)
{
	int64_t names = 0;

	if (statement_run_int(e->database, e->statements[ELSEWHERE], "cannot search for the vehicle",
	                      &names, error) != 0)
		return -1;
	e->erasure->named_elsewhere |= names != 0;
	return 0;
}

/* Before a step, without the writer's lock: large events take their time. */
static int mask_some(struct eraser *e, const struct found *found, int64_t count,
                     struct error *error)
{
	if (run(e, FORGET, error) != 0)
		return -1;
	for (int64_t i = 0; i < count; i++) {
		bind_number(e, ELSEWHERE, ":id", found[i].id);
		bind_number(e, MASK, ":id", found[i].id);
		if (found[i].others &&
		    (look_elsewhere(e, error) != 0 || run(e, MASK, error) != 0))
			return -1;
	}
	return 0;
}

static int change_some(struct eraser *e, const struct search *search,
                       const struct found *found, int64_t count, struct error *error)
{
	int64_t begun_us;
	int result = 0;

	if (mask_some(e, found, count, error) != 0)
		return -1;
	begun_us = clock_monotonic_us();
	if (database_run(e->database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	for (int64_t i = 0; i < count && result == 0; i++)
		result = change(e, search, &found[i], error);
	result = database_end(e->database, result, error);
	e->rows = step_fit(e->rows, database_worked_us(e->database, begun_us), STEP_ROWS_MAX);
	return result;
}

/* How many of those found go together: one, or as many as are not too large. */
static int64_t step_count(const struct eraser *e, const struct found *found, int64_t count)
{
	int64_t some = 1, bytes = found->bytes;

	while (some < count && some < e->rows && bytes + found[some].bytes <= STEP_BYTES_MAX)
		bytes += found[some++].bytes;
	return some;
}

static int search_some(struct eraser *e, int which, int64_t after, struct error *error)
{
	const struct search *search = &SEARCHES[which];
	struct found found[SEARCH_IDS];
	int count;

	if (find(e, search->find, after, found, &count, error) != 0)
		return -1;
	note(e->erasure, which, found, count);
	for (int64_t done = 0, some; done < count && !e->erasure->dry_run; done += some) {
		some = step_count(e, found + done, count - done);
		if (change_some(e, search, found + done, some, error) != 0)
			return -1;
	}
	return 0;
}

/* ---- What is not an event's ---- */

/* Runs `verb` on the vehicle's rows of a table; what it counts is added to *rows. */
static int run_on_table(struct eraser *e, const char *verb, const char *table, int64_t *rows,
                        struct error *error)
{
	char text[128];
	sqlite3_stmt *s;
	int64_t count = 0;
	int result;

	snprintf(text, sizeof text, "%s FROM %s WHERE vin = ?1", verb, table);
	if (database_prepare(e->database, text, &s, error) != 0)
		return -1;
	statement_bind_text(s, 1, text_of(e->erasure->vin));
	result = statement_run_int(e->database, s, "cannot erase", &count, error);
	sqlite3_finalize(s);
	*rows += count;
	return result;
}

static int run_on_tables(struct eraser *e, const char *verb, int64_t *rows,
                         struct error *error)
{
	for (size_t i = 0; i < sizeof VEHICLE_TABLES / sizeof *VEHICLE_TABLES; i++)
		if (run_on_table(e, verb, VEHICLE_TABLES[i], rows, error) != 0)
			return -1;
	return 0;
}

static int write_evidence(struct eraser *e, struct error *error)
{
	const struct erasure *erasure = e->erasure;
	const int64_t counts[] = {erasure->events, erasure->mentions, erasure->deliveries,
	                          erasure->quarantined, erasure->findings};
	sqlite3_stmt *s = e->statements[EVIDENCE];
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now_ms(), now);
	statement_bind_text(s, 1, text_of(now));
	statement_bind_text(s, 2, text_of(erasure->since));
	statement_bind_text(s, 3, text_of(erasure->until));
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		sqlite3_bind_int64(s, 4 + (int)i, counts[i]);
	return run(e, EVIDENCE, error);
}

static bool is_all(const struct erasure *erasure)
{
	return erasure->since == NULL && erasure->until == NULL;
}

/* The vehicle as such, and the evidence. */
static int erase_vehicle(struct eraser *e, struct error *error)
{
	int64_t rows = 0;
	int result = 0;

	if (database_run(e->database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	if (is_all(e->erasure))
		result = run_on_tables(e, "DELETE", &rows, error);
	if (result == 0)
		result = write_evidence(e, error);
	return database_end(e->database, result, error);
}

/* ---- All of it ---- */

static int search_all(struct eraser *e, struct error *error)
{
	/* Of a part of the time only events can be told. */
	int first = is_all(e->erasure) ? 0 : EVENTS;
	int end = is_all(e->erasure) ? SEARCH_COUNT : EVENTS + 1;
	int64_t total = 0, done = 0;

	for (int i = first; i < end; i++)
		total += e->ends[i];
	for (int i = first; i < end; done += e->ends[i++])
		for (int64_t id = 0; id < e->ends[i]; id += SEARCH_IDS) {
			if (e->watch(e->context, done + id, total) != 0)
				return error_set(error, ERROR_SYSTEM, "stopped before the end: some of "
				                 "it is erased; run it again for the rest");
			if (search_some(e, i, id, error) != 0)
				return -1;
		}
	return 0;
}

static int64_t found_rows(const struct erasure *erasure)
{
	return erasure->events + erasure->mentions + erasure->deliveries +
	       erasure->quarantined + erasure->findings;
}

static int erase_all(struct eraser *e, struct error *error)
{
	int64_t rows = 0;

	if (search_all(e, error) != 0 ||
	    run_on_tables(e, "SELECT count(*)", &rows, error) != 0)
		return -1;
	if (found_rows(e->erasure) + (is_all(e->erasure) ? rows : 0) == 0)
		return error_set(error, ERROR_LIMIT, "nothing is held on such a vehicle%s; a VIN is "
		                 "named as it was sent, in whole: see carhook vehicles",
		                 is_all(e->erasure) ? "" : " from that time");
	return e->erasure->dry_run ? 0 : erase_vehicle(e, error);
}

int erase_rows(const char *path, int busy_timeout_ms, struct erasure *erasure,
               erase_watcher *watch, void *context, struct error *error)
{
	struct eraser e = {.erasure = erasure, .rows = STEP_ROWS, .watch = watch,
	                   .context = context};
	int result = eraser_open(&e, path, busy_timeout_ms, error);

	if (result == 0)
		result = erase_all(&e, error);
	eraser_close(&e);
	return result;
}

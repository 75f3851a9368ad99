#include "store/pseudonymise.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/pages.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Rows of a step: begins with the first, and is fitted to the time that a step takes. */
#define STEP_ROWS     10
#define STEP_ROWS_MAX 2000

/* What is overwritten is overwritten with zeros in the file, too. What is to be changed is
 * put into a table of our own first: reading all of it holds no writer, nor writes VINs
 * into another file. */
#define PRAGMAS \
	"PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384; PRAGMA temp_store = MEMORY;" \
	"CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY, path, variant, value, body, vin)"

/* Those for some ids, with :first and :last, go together in one transaction: first what is
 * found by the events' VINs, then the events. */
enum statement {
	FIND,
	FIND_EVENTS, FIND_ENVELOPES,
	VEHICLES, TIMELINE, POSITIONS, STEPS, VALUES, EVENTS,
	ENVELOPES, PROGRESS,
	LATEST, ALERTS, TRIPS, COLLISIONS, ALARMS, THEFTS, OLD_POSITIONS, OLD_VEHICLES,
	FIND_QUARANTINE, JOIN_QUARANTINE, QUARANTINE,
	FIND_FINDINGS, JOIN_FINDINGS, FINDINGS, FORGET, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[FIND] = SQL_PSEUDONYMISE_FIND, [FIND_EVENTS] = SQL_PSEUDONYMISE_FIND_EVENTS,
	[FIND_ENVELOPES] = SQL_PSEUDONYMISE_FIND_ENVELOPES,
	[VEHICLES] = SQL_PSEUDONYMISE_VEHICLES, [TIMELINE] = SQL_PSEUDONYMISE_TIMELINE,
	[POSITIONS] = SQL_PSEUDONYMISE_POSITIONS, [STEPS] = SQL_PSEUDONYMISE_STEPS,
	[VALUES] = SQL_PSEUDONYMISE_VALUES, [EVENTS] = SQL_PSEUDONYMISE_EVENTS,
	[ENVELOPES] = SQL_PSEUDONYMISE_ENVELOPES, [PROGRESS] = SQL_PSEUDONYMISE_PROGRESS,
	[LATEST] = SQL_PSEUDONYMISE_LATEST, [ALERTS] = SQL_PSEUDONYMISE_ALERTS,
	[TRIPS] = SQL_PSEUDONYMISE_TRIPS, [COLLISIONS] = SQL_PSEUDONYMISE_COLLISIONS,
	[ALARMS] = SQL_PSEUDONYMISE_ALARMS, [THEFTS] = SQL_PSEUDONYMISE_THEFTS,
	[OLD_POSITIONS] = SQL_PSEUDONYMISE_OLD_POSITIONS,
	[OLD_VEHICLES] = SQL_PSEUDONYMISE_OLD_VEHICLES,
	[FIND_QUARANTINE] = SQL_PSEUDONYMISE_FIND_QUARANTINE,
	[JOIN_QUARANTINE] = SQL_PSEUDONYMISE_JOIN_QUARANTINE,
	[QUARANTINE] = SQL_PSEUDONYMISE_QUARANTINE,
	[FIND_FINDINGS] = SQL_PSEUDONYMISE_FIND_FINDINGS,
	[JOIN_FINDINGS] = SQL_PSEUDONYMISE_JOIN_FINDINGS,
	[FINDINGS] = SQL_PSEUDONYMISE_FINDINGS, [FORGET] = "DELETE FROM temp.changed",
};

/* Tables gone through in pages, with :from and :to, after the events: their statements,
 * from the first to the last in one transaction, and before it what finds what to change. */
static const struct round {
	enum statement find, first, last;     /* find: FIND for none */
	struct page_table table;
	int64_t most;                         /* rows of a step; 0: STEP_ROWS_MAX */
} ROUNDS[] = {
	{FIND, LATEST, LATEST, {"latest", "vin", NULL}, 0},
	{FIND, ALERTS, ALERTS, {"alert", "vin", NULL}, 0},
	{FIND, TRIPS, TRIPS, {"trip", "vin", NULL}, 0},
	{FIND, COLLISIONS, COLLISIONS, {"collision", "vin", NULL}, 0},
	{FIND, ALARMS, ALARMS, {"alarm", "vin", NULL}, 0},
	{FIND, THEFTS, THEFTS, {"theft", "vin", NULL}, 0},
	{FIND, OLD_POSITIONS, OLD_POSITIONS, {"vehicle", "vin", NULL}, 0},
	/* Each is looked for in every run of the timeline. */
	{FIND, OLD_VEHICLES, OLD_VEHICLES, {"vehicle", "vin", NULL}, 20},
	{FIND_QUARANTINE, JOIN_QUARANTINE, QUARANTINE, {"quarantine", "id", "length(body)"}, 0},
	{FIND_FINDINGS, JOIN_FINDINGS, FINDINGS, {"finding", "id", NULL}, 0},
};

#define ROUND_COUNT (sizeof ROUNDS / sizeof *ROUNDS)

struct pseudonymiser {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct pseudonym_key key;
	const char *before;
	int64_t first_event, event, last_event;   /* begun behind; done; where it ends */
	int64_t delivery, last_delivery;
	int64_t events;           /* that were there: not every id is an event's */
	int64_t rows;             /* of a step */
	size_t round;
	struct pages pages;       /* of the round's table, or of the events; zeros before them */
};

/* ---- In SQL ---- */

static struct text argument(sqlite3_value *value)
{
	const void *bytes = sqlite3_value_blob(value);

	return bytes ? (struct text){bytes, (size_t)sqlite3_value_bytes(value)} : TEXT_NONE;
}

/* The result that lies in `arena`, which is freed; without `at` memory was short. */
static void give(sqlite3_context *context, struct text result, struct arena *arena)
{
	if (result.at == NULL)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, result.at, result.length, SQLITE_TRANSIENT,
		                      SQLITE_UTF8);
	arena_free(arena);
}

/* pseudonym(VIN): its token; NULL of NULL. */
static void pseudonym_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct pseudonymiser *p = sqlite3_user_data(context);
	struct text vin = argument(values[0]);
	char token[PSEUDONYM_SIZE];

	(void)count;
	if (vin.at == NULL)
		return;
	pseudonym_of(token, &p->key, vin);
	sqlite3_result_text(context, token, -1, SQLITE_TRANSIENT);
}

/* pseudonymise(TEXT, VIN): the text with tokens; NULL of NULL. */
static void pseudonymise_function(sqlite3_context *context, int count,
                                  sqlite3_value **values)
{
	const struct pseudonymiser *p = sqlite3_user_data(context);
	struct text text = argument(values[0]);
	struct arena arena = ARENA_EMPTY;

	(void)count;
	if (text.at == NULL)
		sqlite3_result_value(context, values[0]);
	else
		give(context, pseudonymise(text, argument(values[1]), &p->key, &arena), &arena);
}

/* pseudonymise_quoted(TEXT): the same of what a finding quotes. */
static void quoted_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct pseudonymiser *p = sqlite3_user_data(context);
	struct text text = argument(values[0]);
	struct arena arena = ARENA_EMPTY;

	(void)count;
	if (text.at == NULL)
		sqlite3_result_value(context, values[0]);
	else
		give(context, pseudonymise_quoted(text, &p->key, &arena), &arena);
}

static int add_functions(struct pseudonymiser *p, struct error *error)
{
	static const struct {
		const char *name;
		int arguments;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} FUNCTIONS[] = {
		{"pseudonym", 1, pseudonym_function}, {"pseudonymise", 2, pseudonymise_function},
		{"pseudonymise_quoted", 1, quoted_function},
	};

	for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
		if (sqlite3_create_function(p->database->handle, FUNCTIONS[i].name,
		                            FUNCTIONS[i].arguments,
		                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
		                            p, FUNCTIONS[i].function, NULL, NULL) != SQLITE_OK)
			return database_error(p->database, "cannot pseudonymise", error);
	return 0;
}

/* ---- Opening and closing ---- */

static int find_ends(struct pseudonymiser *p, struct error *error)
{
	sqlite3_stmt *row = p->statements[FIND];

	statement_bind_text(row, sqlite3_bind_parameter_index(row, ":before"),
	                    text_of(p->before));
	if (sqlite3_step(row) == SQLITE_ROW) {
		p->first_event = p->event = sqlite3_column_int64(row, 0);
		p->delivery = sqlite3_column_int64(row, 1);
		p->last_event = sqlite3_column_int64(row, 2);
		p->last_delivery = sqlite3_column_int64(row, 3);
	}
	return sqlite3_reset(row) == SQLITE_OK
	       ? 0 : database_error(p->database, "cannot look for old events", error);
}

static int prepare(struct pseudonymiser *p, struct error *error)
{
	if (database_run(p->database, PRAGMAS, error) != 0 || add_functions(p, error) != 0)
		return -1;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(p->database, STATEMENTS[i], &p->statements[i], error) != 0)
			return -1;
	return find_ends(p, error);
}

int pseudonymiser_open(struct pseudonymiser **out, const char *path, int busy_timeout_ms,
                       const char *before, const struct pseudonym_key *key,
                       struct error *error)
{
	struct pseudonymiser *p = calloc(1, sizeof *p);

	if (p == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to pseudonymise");
	*p = (struct pseudonymiser){.key = *key, .before = before, .rows = STEP_ROWS};
	if (database_open(&p->database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0 ||
	    prepare(p, error) != 0) {
		pseudonymiser_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

void pseudonymiser_close(struct pseudonymiser *p)
{
	if (p == NULL)
		return;
	pages_close(&p->pages);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(p->statements[i]);
	database_close(p->database);
	explicit_bzero(&p->key, sizeof p->key);
	free(p);
}

int64_t pseudonymiser_total(const struct pseudonymiser *p)
{
	return p->last_event - p->first_event;
}

int64_t pseudonymiser_done(const struct pseudonymiser *p)
{
	return p->event - p->first_event;
}

int64_t pseudonymiser_events(const struct pseudonymiser *p)
{
	return p->events;
}

/* ---- Steps ---- */

struct range {
	int64_t first, last, delivery;
};

static int run(struct pseudonymiser *p, enum statement which, const struct range *range,
               struct error *error)
{
	sqlite3_stmt *statement = p->statements[which];
	const struct {
		const char *name;
		int64_t number;
	} NUMBERS[] = {{":first", range->first}, {":last", range->last},
	               {":delivery", range->delivery}, {":rows", p->rows}};
	int index = sqlite3_bind_parameter_index(statement, ":before");

	if (index > 0)
		statement_bind_text(statement, index, text_of(p->before));
	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
		index = sqlite3_bind_parameter_index(statement, NUMBERS[i].name);
		if (index > 0)
			sqlite3_bind_int64(statement, index, NUMBERS[i].number);
	}
	return statement_run(p->database, statement, "cannot pseudonymise", error);
}

static int run_from(struct pseudonymiser *p, enum statement first, enum statement last,
                    const struct range *range, struct error *error)
{
	for (enum statement i = first; i <= last; i++)
		if (run(p, i, range, error) != 0)
			return -1;
	return 0;
}

/* Some ids and how far it has come, or none of it. */
static int do_range(struct pseudonymiser *p, enum statement first, enum statement last,
                    const struct range *range, struct error *error)
{
	struct range progress = {0, p->event, p->delivery};
	int result;

	if (first == ENVELOPES)
		progress.delivery = range->last;
	else
		progress.last = range->last;
	if (database_run(p->database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	result = run_from(p, first, last, range, error);
	if (result == 0)
		result = run(p, PROGRESS, &progress, error);
	if (database_end(p->database, result, error) != 0)
		return -1;
	p->event = progress.last;
	p->delivery = progress.delivery;
	return 0;
}

/* The next page of a table, `rows` at most; opens it first if it is not. */
static int next_page(struct pseudonymiser *p, const struct page_table *table, int64_t after,
                     int64_t last, struct error *error)
{
	if (p->pages.database == NULL &&
	    pages_open(&p->pages, p->database, table, after, last, error) != 0)
		return -1;
	return pages_next(&p->pages, p->rows, error);
}

/* The next step begins with few rows, of another table: these may cost more. */
static void end_pages(struct pseudonymiser *p)
{
	pages_close(&p->pages);
	p->rows = STEP_ROWS;
}

static void fit(struct pseudonymiser *p, int64_t begun_us, int64_t most)
{
	p->rows = step_fit(p->rows, database_worked_us(p->database, begun_us),
	                   most > 0 ? most : STEP_ROWS_MAX);
}

/* ---- Events and envelopes ---- */

/* What is done for some ids: found before, without the writer's lock; then changed. */
struct ids {
	struct page_table table;
	enum statement find, first, last;
};

static int do_ids(struct pseudonymiser *p, const struct ids *ids, int64_t done, int64_t end,
                  struct error *error)
{
	struct range range = {done, 0, 0};
	int64_t begun_us, found;

	if (next_page(p, &ids->table, done, end, error) != 0)
		return -1;
	range.last = pages_last(&p->pages);
	if (run(p, FORGET, &range, error) != 0 || run(p, ids->find, &range, error) != 0)
		return -1;
	found = sqlite3_changes(p->database->handle);
	begun_us = clock_monotonic_us();
	if (do_range(p, ids->first, ids->last, &range, error) != 0)
		return -1;
	p->events += ids->find == FIND_EVENTS ? found : 0;
	fit(p, begun_us, 0);
	if (range.last >= end)
		end_pages(p);
	return 0;
}

/* ---- What is known of vehicles, quarantine and findings ---- */

static int do_page(struct pseudonymiser *p, const struct round *round, struct error *error)
{
	const struct range range = {0, p->last_event, 0};
	int result;

	for (enum statement i = round->first; i <= round->last; i++)
		pages_bind(&p->pages, p->statements[i]);
	if (database_run(p->database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	result = run_from(p, round->first, round->last, &range, error);
	return database_end(p->database, result, error);
}

/* Finds what to change into the table of our own; *found tells whether there is any. */
static int find_changes(struct pseudonymiser *p, const struct round *round, bool *found,
                        struct error *error)
{
	const struct range range = {0, p->last_event, 0};

	*found = true;
	if (round->find == FIND)
		return 0;
	pages_bind(&p->pages, p->statements[round->find]);
	if (run(p, FORGET, &range, error) != 0 || run(p, round->find, &range, error) != 0)
		return -1;
	*found = sqlite3_changes(p->database->handle) > 0;
	return 0;
}

static int do_round(struct pseudonymiser *p, struct error *error)
{
	const struct round *round = &ROUNDS[p->round];
	int64_t begun_us;
	bool found;

	if (next_page(p, &round->table, PAGES_ALL, INT64_MAX, error) != 0 ||
	    find_changes(p, round, &found, error) != 0)
		return -1;
	begun_us = clock_monotonic_us();
	if (found && do_page(p, round, error) != 0)
		return -1;
	fit(p, begun_us, round->most);
	if (pages_end(&p->pages)) {
		end_pages(p);
		p->round++;
	}
	return 0;
}

/* ---- All of it ---- */

static int step(struct pseudonymiser *p, struct error *error)
{
	static const struct ids EVENT_IDS = {{"event", "id", "length(json)"}, FIND_EVENTS,
	                                     VEHICLES, EVENTS};
	static const struct ids DELIVERY_IDS = {{"delivery", "id", "length(envelope)"},
	                                        FIND_ENVELOPES, ENVELOPES, ENVELOPES};

	if (p->event < p->last_event)
		return do_ids(p, &EVENT_IDS, p->event, p->last_event, error);
	if (p->delivery < p->last_delivery)
		return do_ids(p, &DELIVERY_IDS, p->delivery, p->last_delivery, error);
	return do_round(p, error);
}

int pseudonymiser_step(struct pseudonymiser *p, bool *more, struct error *error)
{
	if (database_still_there(p->database, error) != 0 || step(p, error) != 0)
		return -1;
	*more = p->round < ROUND_COUNT;
	return 0;
}

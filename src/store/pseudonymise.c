#include "store/pseudonymise.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/sql.h"
#include "store/statement.h"
#include "store/step.h"

/* Rows of a step: begins with the first, and is fitted to the time that a step takes. */
#define STEP_ROWS     100
#define STEP_ROWS_MAX 20000

/* What is overwritten is overwritten with zeros in the file, too. */
#define PRAGMAS "PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384"

/* Those for some ids, with :first and :last, go together in one transaction: first what is
 * found by the events' VINs, then the events. The others, with :last or :before and :rows,
 * are repeated until they change fewer than :rows. */
enum statement {
	FIND,
	VEHICLES, TIMELINE, POSITIONS, STEPS, VALUES, EVENTS,
	ENVELOPES, PROGRESS,
	LATEST, ALERTS, TRIPS, COLLISIONS, ALARMS, THEFTS, OLD_POSITIONS, OLD_VEHICLES,
	QUARANTINE, FINDINGS, STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[FIND] = SQL_PSEUDONYMISE_FIND,
	[VEHICLES] = SQL_PSEUDONYMISE_VEHICLES, [TIMELINE] = SQL_PSEUDONYMISE_TIMELINE,
	[POSITIONS] = SQL_PSEUDONYMISE_POSITIONS, [STEPS] = SQL_PSEUDONYMISE_STEPS,
	[VALUES] = SQL_PSEUDONYMISE_VALUES, [EVENTS] = SQL_PSEUDONYMISE_EVENTS,
	[ENVELOPES] = SQL_PSEUDONYMISE_ENVELOPES, [PROGRESS] = SQL_PSEUDONYMISE_PROGRESS,
	[LATEST] = SQL_PSEUDONYMISE_LATEST, [ALERTS] = SQL_PSEUDONYMISE_ALERTS,
	[TRIPS] = SQL_PSEUDONYMISE_TRIPS, [COLLISIONS] = SQL_PSEUDONYMISE_COLLISIONS,
	[ALARMS] = SQL_PSEUDONYMISE_ALARMS, [THEFTS] = SQL_PSEUDONYMISE_THEFTS,
	[OLD_POSITIONS] = SQL_PSEUDONYMISE_OLD_POSITIONS,
	[OLD_VEHICLES] = SQL_PSEUDONYMISE_OLD_VEHICLES,
	[QUARANTINE] = SQL_PSEUDONYMISE_QUARANTINE, [FINDINGS] = SQL_PSEUDONYMISE_FINDINGS,
};

struct pseudonymiser {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct pseudonym_key key;
	const char *before;
	int64_t first_event, event, last_event;   /* begun behind; done; where it ends */
	int64_t delivery, last_delivery;
	int64_t rows;             /* of a step */
	enum statement now;       /* of those that are repeated */
};

/* ---- In SQL ---- */

static struct text argument(sqlite3_value *value)
{
	const void *bytes = sqlite3_value_blob(value);

	return bytes ? (struct text){bytes, (size_t)sqlite3_value_bytes(value)} : TEXT_NONE;
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
	struct text text = argument(values[0]), result;
	struct arena arena = ARENA_EMPTY;

	(void)count;
	if (sqlite3_value_type(values[0]) == SQLITE_NULL)
		return;
	if (text.at == NULL)
		text.at = "";
	result = pseudonymise(text, argument(values[1]), &p->key, &arena);
	if (result.at == NULL)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, result.at, result.length, SQLITE_TRANSIENT,
		                      SQLITE_UTF8);
	arena_free(&arena);
}

static int add_functions(struct pseudonymiser *p, struct error *error)
{
	static const struct {
		const char *name;
		int arguments;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} FUNCTIONS[] = {
		{"pseudonym", 1, pseudonym_function}, {"pseudonymise", 2, pseudonymise_function},
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
	*p = (struct pseudonymiser){.key = *key, .before = before, .rows = STEP_ROWS,
	                            .now = LATEST};
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

	if (first == ENVELOPES)
		progress.delivery = range->last;
	else
		progress.last = range->last;
	if (database_run(p->database, "BEGIN IMMEDIATE", error) == 0 &&
	    run_from(p, first, last, range, error) == 0 &&
	    run(p, PROGRESS, &progress, error) == 0 &&
	    database_run(p->database, "COMMIT", error) == 0) {
		p->event = progress.last;
		p->delivery = progress.delivery;
		return 0;
	}
	if (!sqlite3_get_autocommit(p->database->handle))
		sqlite3_exec(p->database->handle, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int repeat(struct pseudonymiser *p, struct error *error)
{
	const struct range range = {0, p->last_event, 0};

	if (run(p, p->now, &range, error) != 0)
		return -1;
	/* The next statement begins small again: its rows may cost more. */
	if (sqlite3_changes(p->database->handle) < p->rows) {
		p->now++;
		p->rows = STEP_ROWS;
	}
	return 0;
}

static int step(struct pseudonymiser *p, struct error *error)
{
	const struct range events = {p->event, least(p->event + p->rows, p->last_event), 0};
	const struct range deliveries = {p->delivery,
	                                 least(p->delivery + p->rows, p->last_delivery), 0};

	if (p->event < p->last_event)
		return do_range(p, VEHICLES, EVENTS, &events, error);
	if (p->delivery < p->last_delivery)
		return do_range(p, ENVELOPES, ENVELOPES, &deliveries, error);
	return repeat(p, error);
}

int pseudonymiser_step(struct pseudonymiser *p, bool *more, struct error *error)
{
	int64_t begun_us = clock_monotonic_us();
	enum statement before = p->now;

	if (database_still_there(p->database, error) != 0 || step(p, error) != 0)
		return -1;
	if (p->now == before)
		p->rows = step_fit(p->rows, clock_monotonic_us() - begun_us, STEP_ROWS_MAX);
	*more = p->now < STATEMENT_COUNT;
	return 0;
}

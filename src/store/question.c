#include "store/question.h"

#include "store/database.h"
#include "store/sql.h"
#include "store/statement.h"

/* No question has more columns. */
#define COLUMNS_MAX 64

/* Behind every text of the database that is a VIN or a time. */
#define LAST_TEXT "\xf4\x8f\xbf\xbf"

static const char *const QUESTIONS[QUESTION_COUNT] = {
	[QUESTION_VEHICLES] = SQL_ASK_VEHICLES, [QUESTION_VEHICLE] = SQL_ASK_VEHICLE,
	[QUESTION_POSITIONS] = SQL_ASK_POSITIONS, [QUESTION_TRACK] = SQL_ASK_TRACK,
	[QUESTION_ALERTS] = SQL_ASK_ALERTS, [QUESTION_REMOTES] = SQL_ASK_REMOTES,
	[QUESTION_REMOTE] = SQL_ASK_REMOTE, [QUESTION_TRIPS] = SQL_ASK_TRIPS,
	[QUESTION_MONITORS] = SQL_ASK_MONITORS, [QUESTION_SOURCES] = SQL_ASK_SOURCES,
	[QUESTION_FINDINGS] = SQL_ASK_FINDINGS, [QUESTION_QUARANTINE] = SQL_ASK_QUARANTINE,
	[QUESTION_DELIVERIES] = SQL_ASK_DELIVERIES, [QUESTION_EVENTS] = SQL_ASK_EVENTS,
	[QUESTION_TRACKS] = SQL_ASK_TRACKS, [QUESTION_READINGS] = SQL_ASK_READINGS,
	[QUESTION_STATUS] = SQL_ASK_STATUS, [QUESTION_SILENCE] = SQL_ASK_SILENCE,
	[QUESTION_METRICS] = SQL_ASK_METRICS, [QUESTION_LACK] = SQL_ASK_LACK,
	[DISCLOSE_ALARMS] = SQL_DISCLOSE_ALARMS, [DISCLOSE_ALERTS] = SQL_DISCLOSE_ALERTS,
	[DISCLOSE_COLLISIONS] = SQL_DISCLOSE_COLLISIONS,
	[DISCLOSE_ENVELOPES] = SQL_DISCLOSE_ENVELOPES, [DISCLOSE_ERASURES] = SQL_DISCLOSE_ERASURES,
	[DISCLOSE_EVENTS] = SQL_DISCLOSE_EVENTS, [DISCLOSE_FINDINGS] = SQL_DISCLOSE_FINDINGS,
	[DISCLOSE_LATEST] = SQL_DISCLOSE_LATEST, [DISCLOSE_MENTIONS] = SQL_DISCLOSE_MENTIONS,
	[DISCLOSE_POSITIONS] = SQL_DISCLOSE_POSITIONS,
	[DISCLOSE_QUARANTINE] = SQL_DISCLOSE_QUARANTINE,
	[DISCLOSE_REDELIVERIES] = SQL_DISCLOSE_REDELIVERIES, [DISCLOSE_STEPS] = SQL_DISCLOSE_STEPS,
	[DISCLOSE_THEFTS] = SQL_DISCLOSE_THEFTS, [DISCLOSE_TRIPS] = SQL_DISCLOSE_TRIPS,
	[DISCLOSE_VALUES] = SQL_DISCLOSE_VALUES, [DISCLOSE_VEHICLE] = SQL_DISCLOSE_VEHICLE,
};

/* The same answer, confined to a vehicle, a fleet or a monitor, from other tables than
 * without: of one vehicle it is found without reading everybody's events. */
static const struct {
	const char *of_vehicle, *of_fleet, *of_monitor;
} CONFINED[QUESTION_COUNT] = {
	[QUESTION_EVENTS] = {.of_vehicle = SQL_ASK_EVENTS_OF_VEHICLE},
	[QUESTION_READINGS] = {.of_vehicle = SQL_ASK_READINGS_OF_VEHICLE},
	[QUESTION_MONITORS] = {SQL_ASK_MONITORS_OF_VEHICLE, SQL_ASK_MONITORS_OF_EVENTS, NULL},
	[QUESTION_SOURCES] = {SQL_ASK_SOURCES_OF_VEHICLE, SQL_ASK_SOURCES_OF_EVENTS,
	                      SQL_ASK_SOURCES_OF_EVENTS},
	[QUESTION_DELIVERIES] = {SQL_ASK_DELIVERIES_OF_VEHICLE, SQL_ASK_DELIVERIES_OF_EVENTS,
	                         SQL_ASK_DELIVERIES_OF_EVENTS},
};

static const char *choose(enum question question, const struct question_filter *filter)
{
	if (filter->vin != NULL && CONFINED[question].of_vehicle != NULL)
		return CONFINED[question].of_vehicle;
	if (filter->fleet != NULL && CONFINED[question].of_fleet != NULL)
		return CONFINED[question].of_fleet;
	if (filter->monitor != NULL && CONFINED[question].of_monitor != NULL)
		return CONFINED[question].of_monitor;
	return QUESTIONS[question];
}

static void bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
	int index = sqlite3_bind_parameter_index(statement, name);

	if (index > 0)
		statement_bind_text(statement, index, text_of(text));
}

static void bind_number(sqlite3_stmt *statement, const char *name, int64_t number)
{
	int index = sqlite3_bind_parameter_index(statement, name);

	if (index > 0)
		sqlite3_bind_int64(statement, index, number);
}

/* Ranges, where a bound may be absent: `x BETWEEN first AND last` uses an index, and
 * `(? IS NULL OR x = ?)` does not. */
static void bind_filter(sqlite3_stmt *statement, const struct question_filter *filter)
{
	bind_text(statement, ":vin", filter->vin);
	bind_text(statement, ":now", filter->now);
	bind_text(statement, ":vin_first", filter->vin ? filter->vin : "");
	bind_text(statement, ":vin_last", filter->vin ? filter->vin : LAST_TEXT);
	bind_text(statement, ":since", filter->since ? filter->since : "");
	bind_text(statement, ":until", filter->until ? filter->until : LAST_TEXT);
	bind_text(statement, ":fleet", filter->fleet);
	bind_text(statement, ":monitor", filter->monitor);
	bind_text(statement, ":source", filter->source);
	bind_text(statement, ":operand", filter->operand);
	bind_text(statement, ":configured", filter->configured);
	bind_number(statement, ":all", filter->all);
	bind_number(statement, ":limit", filter->limit > 0 ? filter->limit : -1);
}

static void read_cell(struct question_cell *cell, sqlite3_stmt *statement, int column)
{
	static const enum question_kind KINDS[] = {
		[SQLITE_INTEGER] = QUESTION_INTEGER, [SQLITE_FLOAT] = QUESTION_REAL,
		[SQLITE_TEXT] = QUESTION_TEXT, [SQLITE_BLOB] = QUESTION_TEXT,
		[SQLITE_NULL] = QUESTION_NULL,
	};

	*cell = (struct question_cell){.kind = KINDS[sqlite3_column_type(statement, column)]};
	if (cell->kind == QUESTION_INTEGER)
		cell->integer = sqlite3_column_int64(statement, column);
	if (cell->kind == QUESTION_REAL)
		cell->real = sqlite3_column_double(statement, column);
	if (cell->kind != QUESTION_NULL)
		cell->text = statement_column(statement, column);
}

/* A filter that would be ignored would give another answer than was asked for. */
static int check_filter(sqlite3_stmt *statement, const struct question_filter *filter,
                        struct error *error)
{
	const struct {
		const char *option, *parameter, *value;
	} FILTERS[] = {
		{"--vin", ":vin_first", filter->vin}, {"--fleet", ":fleet", filter->fleet},
		{"--monitor", ":monitor", filter->monitor}, {"--source", ":source", filter->source},
		{"--since", ":since", filter->since}, {"--until", ":until", filter->until},
	};

	for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++)
		if (FILTERS[i].value != NULL &&
		    sqlite3_bind_parameter_index(statement, FILTERS[i].parameter) == 0 &&
		    (i > 0 || sqlite3_bind_parameter_index(statement, ":vin") == 0))
			return error_set(error, ERROR_LIMIT, "this answer cannot be confined by %s",
			                 FILTERS[i].option);
	return 0;
}

static int take_rows(sqlite3_stmt *statement, question_taker *take, void *context,
                     int64_t *rows, const struct database *database, struct error *error)
{
	const char *names[COLUMNS_MAX];
	struct question_cell cells[COLUMNS_MAX];
	struct question_row row = {sqlite3_column_count(statement), names, cells};
	int step;

	for (int i = 0; i < row.count; i++)
		names[i] = sqlite3_column_name(statement, i);
	while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < row.count; i++)
			read_cell(&cells[i], statement, i);
		++*rows;
		if (take(context, &row) != 0)
			return -1;
	}
	return step == SQLITE_DONE ? 0 : database_error(database, "cannot ask", error);
}

int question_ask(struct query *query, enum question question,
                 const struct question_filter *filter, question_taker *take, void *context,
                 int64_t *rows, struct error *error)
{
	struct database *database = query_database(query);
	sqlite3_stmt *statement;
	int result;

	*rows = 0;
	if (database_prepare(database, choose(question, filter), &statement, error) != 0)
		return -1;
	bind_filter(statement, filter);
	result = check_filter(statement, filter, error) != 0 ? -1 :
		take_rows(statement, take, context, rows, database, error);
	sqlite3_finalize(statement);
	return result;
}

int question_columns(struct query *query, enum question question, struct arena *arena,
                     const char *const **names, int *count, struct error *error)
{
	sqlite3_stmt *statement;
	const char **list;
	bool short_of;

	if (database_prepare(query_database(query), QUESTIONS[question], &statement, error) != 0)
		return -1;
	*count = sqlite3_column_count(statement);
	list = arena_alloc(arena, (size_t)*count * sizeof *list);
	short_of = list == NULL;
	for (int i = 0; !short_of && i < *count; i++) {
		const char *name = sqlite3_column_name(statement, i);

		list[i] = arena_copy(arena, name, strlen(name));
		short_of = list[i] == NULL;
	}
	sqlite3_finalize(statement);
	*names = list;
	return short_of ? error_set(error, ERROR_MEMORY, "no memory for the columns") : 0;
}

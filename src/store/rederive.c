#include "store/rederive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/derive.h"
#include "store/sql.h"
#include "store/statement.h"

/* Events derived at a time. */
#define BATCH_EVENTS 16384

/* The database beside is nobody's but ours, and worth nothing after a crash. */
#define PRAGMAS "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"

/* Its emptying; the cursor first, for the triggers that keep counts. */
#define FORGET "BEGIN; UPDATE derived SET event_id = 0; DELETE FROM event; DELETE FROM value; " \
	"DELETE FROM reading; DELETE FROM timeline_row; DELETE FROM timeline_run; " \
	"DELETE FROM remote_step_row; DELETE FROM latest; DELETE FROM alert; DELETE FROM trip; " \
	"DELETE FROM collision; DELETE FROM alarm; DELETE FROM theft; DELETE FROM vehicle; " \
	"DELETE FROM monitor_day; COMMIT"

/* The first columns of each are its primary key, by which its rows are in order. */
static const struct table {
	const char *name;
	int key;                     /* columns of the primary key */
	const char *sql;             /* the vehicle's rows; NULL: those with its VIN */
} TABLES[REDERIVE_TABLES] = {
	[REDERIVE_VALUE] = {"value", 2, SQL_VERIFY_VALUES},
	[REDERIVE_READING] = {"reading", 1, SQL_VERIFY_READINGS},
	[REDERIVE_TIMELINE] = {"timeline_row", 4, SQL_VERIFY_TIMELINE},
	[REDERIVE_STEP] = {"remote_step_row", 4, SQL_VERIFY_STEPS},
	[REDERIVE_LATEST] = {"latest", 2, NULL}, [REDERIVE_ALERT] = {"alert", 3, NULL},
	[REDERIVE_TRIP] = {"trip", 2, NULL}, [REDERIVE_COLLISION] = {"collision", 2, NULL},
	[REDERIVE_ALARM] = {"alarm", 3, NULL}, [REDERIVE_THEFT] = {"theft", 2, NULL},
	[REDERIVE_VEHICLE] = {"vehicle", 1, NULL},
};

/* What earlier events tell, too, or any event that is gone. */
static const char *const OF_EARLIER[] = {
	"first_at", "last_at", "first_received_at", "heard_days", "fleet_id", "fleet_at",
};

struct rederivation {
	struct database *real, *beside;
	struct derivation *derivation;
	struct batch *batch;
	sqlite3_stmt *copy;
	sqlite3_stmt *rows[REDERIVE_TABLES], *again[REDERIVE_TABLES];   /* real, beside */
};

const char *rederive_table_name(enum rederive_table table)
{
	return TABLES[table].name;
}

/* ---- Opening and closing ---- */

static int prepare_rows(const struct table *table, struct database *database,
                        sqlite3_stmt **rows, struct error *error)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE vin = coalesce(?1, '') "
	         "ORDER BY 1, 2, 3", table->name);
	return database_prepare(database, table->sql ? table->sql : sql, rows, error);
}

static int copy_sources(struct rederivation *r, struct error *error)
{
	sqlite3_stmt *from = NULL, *to = NULL;
	int result = -1;

	if (database_prepare(r->real, SQL_VERIFY_SOURCES, &from, error) != 0 ||
	    database_prepare(r->beside, SQL_VERIFY_COPY_SOURCE, &to, error) != 0)
		goto out;
	result = 0;
	while (result == 0 && sqlite3_step(from) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(from); i++)
			sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
		result = statement_run(r->beside, to, "cannot derive again", error);
	}
out:
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return result;
}

static int prepare(struct rederivation *r, struct error *error)
{
	for (int i = 0; i < REDERIVE_TABLES; i++)
		if (prepare_rows(&TABLES[i], r->real, &r->rows[i], error) != 0 ||
		    prepare_rows(&TABLES[i], r->beside, &r->again[i], error) != 0)
			return -1;
	return database_prepare(r->beside, SQL_VERIFY_COPY_EVENT, &r->copy, error);
}

int rederivation_new(struct rederivation **out, struct database *real, struct error *error)
{
	struct rederivation *r = calloc(1, sizeof *r);

	if (r == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive again");
	r->real = real;
	if (database_open(&r->beside, "", DATABASE_SCRATCH, 0, error) == 0 &&
	    database_run(r->beside, PRAGMAS, error) == 0 && copy_sources(r, error) == 0 &&
	    derivation_new(&r->derivation, r->beside, error) == 0 &&
	    batch_new(&r->batch, BATCH_EVENTS, error) == 0 && prepare(r, error) == 0) {
		*out = r;
		return 0;
	}
	rederivation_free(r);
	return -1;
}

void rederivation_free(struct rederivation *r)
{
	if (r == NULL)
		return;
	for (int i = 0; i < REDERIVE_TABLES; i++) {
		sqlite3_finalize(r->rows[i]);
		sqlite3_finalize(r->again[i]);
	}
	sqlite3_finalize(r->copy);
	batch_free(r->batch);
	derivation_free(r->derivation);
	database_close(r->beside);
	free(r);
}

/* ---- Deriving ---- */

int rederive_event(struct rederivation *r, sqlite3_stmt *row, struct error *error)
{
	for (int i = 0; i < sqlite3_bind_parameter_count(r->copy); i++)
		sqlite3_bind_value(r->copy, i + 1, sqlite3_column_value(row, i));
	return statement_run(r->beside, r->copy, "cannot derive again", error);
}

static int derive_all(struct rederivation *r, struct error *error)
{
	do
		if (derivation_run(r->derivation, r->batch, BATCH_EVENTS, error) != 0)
			return -1;
	while (batch_is_full(r->batch));
	return 0;
}

/* ---- Comparing ---- */

static int compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_texts(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	struct text x = statement_column(a, column), y = statement_column(b, column);
	int order = memcmp(x.at, y.at, x.length < y.length ? x.length : y.length);

	return order != 0 ? order : (x.length > y.length) - (x.length < y.length);
}

/* As SQLite orders within a column of one type. */
static int compare_cells(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	int type = sqlite3_column_type(a, column), other = sqlite3_column_type(b, column);

	if (type != other)
		return type - other;
	if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
		return compare_numbers(sqlite3_column_double(a, column),
		                       sqlite3_column_double(b, column));
	return type == SQLITE_TEXT ? compare_texts(a, b, column) : 0;
}

static bool is_of_earlier(sqlite3_stmt *row, int column)
{
	for (size_t i = 0; i < sizeof OF_EARLIER / sizeof *OF_EARLIER; i++)
		if (strcmp(sqlite3_column_name(row, column), OF_EARLIER[i]) == 0)
			return true;
	return false;
}

static bool is_null(sqlite3_stmt *row, int column)
{
	return sqlite3_column_type(row, column) == SQLITE_NULL;
}

/* Two rows with the same key. */
static bool differ(sqlite3_stmt *row, sqlite3_stmt *again, int key, bool partly)
{
	for (int i = key; i < sqlite3_column_count(row); i++) {
		if (partly && (is_null(row, i) || is_null(again, i) || is_of_earlier(row, i)))
			continue;
		if (compare_cells(row, again, i) != 0)
			return true;
	}
	return false;
}

static int compare_keys(sqlite3_stmt *row, sqlite3_stmt *again, int key)
{
	int order = 0;

	for (int i = 0; i < key && order == 0; i++)
		order = compare_cells(row, again, i);
	return order;
}

/* Both are in the order of their keys: the lesser one lacks in the other. What is known of
 * a vehicle by an event that is pruned goes with it, even if an older one stays. */
static int64_t count_differences(sqlite3_stmt *row, sqlite3_stmt *again, int key, bool partly)
{
	int64_t differences = 0;
	bool has_row = sqlite3_step(row) == SQLITE_ROW;
	bool has_again = sqlite3_step(again) == SQLITE_ROW;

	while (has_row || has_again) {
		int order = !has_again ? -1 : !has_row ? 1 : compare_keys(row, again, key);

		if (order < 0 || (order > 0 && !partly) ||
		    (order == 0 && differ(row, again, key, partly)))
			differences++;
		if (order <= 0)
			has_row = sqlite3_step(row) == SQLITE_ROW;
		if (order >= 0)
			has_again = sqlite3_step(again) == SQLITE_ROW;
	}
	return differences;
}

static int compare_table(struct rederivation *r, enum rederive_table table, struct text vin,
                         bool partly, int64_t *differences, struct error *error)
{
	sqlite3_stmt *row = r->rows[table], *again = r->again[table];

	statement_bind_text(row, 1, vin);
	statement_bind_text(again, 1, vin);
	*differences += count_differences(row, again, TABLES[table].key,
	                                  partly && TABLES[table].sql == NULL);
	if (sqlite3_reset(again) != SQLITE_OK)
		return database_error(r->beside, "cannot compare", error);
	return sqlite3_reset(row) == SQLITE_OK ? 0
	       : database_error(r->real, "cannot compare", error);
}

int rederive_compare(struct rederivation *r, struct text vin, bool partly,
                     int64_t differences[REDERIVE_TABLES], struct error *error)
{
	if (derive_all(r, error) != 0)
		return -1;
	for (int i = 0; i < REDERIVE_TABLES; i++)
		if (compare_table(r, (enum rederive_table)i, vin, partly, &differences[i],
		                  error) != 0)
			return -1;
	return database_run(r->beside, FORGET, error);
}

/* ---- Replacing ---- */

static int prepare_insert(struct database *database, const char *name, int columns,
                          sqlite3_stmt **insert, struct error *error)
{
	char sql[256];
	int length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", name);

	for (int i = 1; i < columns; i++)
		length += snprintf(sql + length, sizeof sql - (size_t)length, ", ?");
	snprintf(sql + length, sizeof sql - (size_t)length, ")");
	return database_prepare(database, sql, insert, error);
}

static int remove_rows(struct database *database, const char *name, struct text vin,
                       struct error *error)
{
	char sql[64];
	sqlite3_stmt *statement;
	int result;

	snprintf(sql, sizeof sql, "DELETE FROM %s WHERE vin = ?1", name);
	if (database_prepare(database, sql, &statement, error) != 0)
		return -1;
	statement_bind_text(statement, 1, vin);
	result = statement_run(database, statement, "cannot derive a vehicle again", error);
	sqlite3_finalize(statement);
	return result;
}

/* Adds the rows to the table of the same name and columns. */
static int copy_rows(struct rederivation *r, enum rederive_table table, struct text vin,
                     struct error *error)
{
	sqlite3_stmt *row = r->again[table], *insert;
	int columns = sqlite3_column_count(row), result = 0;

	if (prepare_insert(r->real, TABLES[table].name, columns, &insert, error) != 0)
		return -1;
	statement_bind_text(row, 1, vin);
	while (result == 0 && sqlite3_step(row) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++)
			sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
		result = statement_run(r->real, insert, "cannot derive a vehicle again", error);
	}
	if (sqlite3_reset(row) != SQLITE_OK && result == 0)
		result = database_error(r->beside, "cannot derive a vehicle again", error);
	sqlite3_finalize(insert);
	return result;
}

static int replace_table(struct rederivation *r, enum rederive_table table, struct text vin,
                         struct error *error)
{
	if (remove_rows(r->real, TABLES[table].name, vin, error) != 0)
		return -1;
	return copy_rows(r, table, vin, error);
}

/* Of the tables that are not an event's alone. */
static int replace(struct rederivation *r, struct text vin, struct error *error)
{
	int result = 0;

	if (derive_all(r, error) != 0 ||
	    database_run(r->real, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", error) != 0)
		return -1;
	for (int i = 0; i < REDERIVE_TABLES && result == 0; i++)
		if (TABLES[i].sql == NULL)
			result = replace_table(r, (enum rederive_table)i, vin, error);
	return database_end(r->real, result, error);
}

static int take_events(struct rederivation *r, struct text vin, struct error *error)
{
	sqlite3_stmt *row;
	int result = 0;

	if (database_prepare(r->real, SQL_VERIFY_EVENTS, &row, error) != 0)
		return -1;
	statement_bind_text(row, 1, vin);
	while (result == 0 && sqlite3_step(row) == SQLITE_ROW)
		result = rederive_event(r, row, error);
	if (sqlite3_reset(row) != SQLITE_OK && result == 0)
		result = database_error(r->real, "cannot derive a vehicle again", error);
	sqlite3_finalize(row);
	return result;
}

int rederive_vehicle(const char *path, int busy_timeout_ms, struct text vin,
                     struct error *error)
{
	struct database *database;
	struct rederivation *r = NULL;
	int result = -1;

	if (database_open(&database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		return -1;
	if (rederivation_new(&r, database, error) == 0 && take_events(r, vin, error) == 0)
		result = replace(r, vin, error);
	rederivation_free(r);
	database_close(database);
	return result;
}

#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/database.h"
#include "store/mentions.h"
#include "store/sql.h"
#include "store/statement.h"

/* Steps of SQLite's machine between two calls of the watcher: some milliseconds. */
#define WATCH_STEPS 100000

enum kept {
	EVENTS_AFTER, LAST_EVENT, MAX_EVENT, COUNTS, VEHICLES, EVENT_KNOWN, JOURNAL_MODE,
	KEPT_COUNT
};

static const char *const KEPT[KEPT_COUNT] = {
	[EVENTS_AFTER] = SQL_SELECT_EVENTS_AFTER,
	[LAST_EVENT] = SQL_SELECT_LAST_EVENT,
	[MAX_EVENT] = SQL_SELECT_MAX_EVENT,
	[COUNTS] = SQL_SELECT_COUNTS,
	[VEHICLES] = SQL_SELECT_VEHICLE_COUNT,
	[EVENT_KNOWN] = SQL_SELECT_EVENT_KNOWN,
	[JOURNAL_MODE] = "PRAGMA journal_mode",
};

struct query {
	struct database *database;
	sqlite3_stmt *statements[KEPT_COUNT];
};

static int prepare(struct query *query, struct error *error)
{
	for (size_t i = 0; i < KEPT_COUNT; i++)
		if (database_prepare(query->database, KEPT[i], &query->statements[i],
		                     error) != 0)
			return -1;
	return 0;
}

int query_open(struct query **out, const char *path, int busy_timeout_ms,
               struct error *error)
{
	struct query *query = calloc(1, sizeof *query);

	if (query == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to open the database");
	if (database_open(&query->database, path, DATABASE_READ, busy_timeout_ms,
	                  error) != 0 ||
	    mentions_define(query->database, error) != 0 || prepare(query, error) != 0) {
		query_close(query);
		return -1;
	}
	*out = query;
	return 0;
}

int query_hold(struct query *query, struct error *error)
{
	return database_run(query->database, "BEGIN", error);
}

void query_close(struct query *query)
{
	if (query == NULL)
		return;
	for (size_t i = 0; i < KEPT_COUNT; i++)
		sqlite3_finalize(query->statements[i]);
	database_close(query->database);
	free(query);
}

void query_watch(struct query *query, int (*watch)(void *context), void *context)
{
	sqlite3_progress_handler(query->database->handle, WATCH_STEPS, watch, context);
}

static void bind_filter(sqlite3_stmt *statement, const struct question_filter *filter)
{
	const struct {
		const char *name, *value;
	} FILTERS[] = {
		{":vin", filter->vin}, {":fleet", filter->fleet}, {":monitor", filter->monitor},
		{":source", filter->source}, {":since", filter->since}, {":until", filter->until},
	};

	for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++)
		statement_bind_text(statement,
		                    sqlite3_bind_parameter_index(statement, FILTERS[i].name),
		                    text_of(FILTERS[i].value));
}

int query_tail(struct query *query, const struct question_filter *filter, int64_t count,
               int64_t *after, struct error *error)
{
	sqlite3_stmt *last = query->statements[LAST_EVENT];

	bind_filter(last, filter);
	sqlite3_bind_int64(last, sqlite3_bind_parameter_index(last, ":count"), count);
	return statement_run_int(query->database, last, "cannot look for the last events", after,
	                         error);
}

/* The columns in the order of select-events-after.sql. */
static struct query_event event_of(sqlite3_stmt *row)
{
	return (struct query_event){
		.id = sqlite3_column_int64(row, 0),
		.received_at = statement_column(row, 1),
		.event_at = statement_column(row, 2),
		.source = statement_column(row, 3),
		.kind = statement_column(row, 4),
		.monitor_id = statement_column(row, 5),
		.action_id = statement_column(row, 6),
		.callback_id = statement_column(row, 7),
		.vin = statement_column(row, 8),
		.fleet_id = statement_column(row, 9),
		.refresh = sqlite3_column_type(row, 10) == SQLITE_NULL
			? -1 : sqlite3_column_int(row, 10) != 0,
		.json = statement_column(row, 11),
		.redeliveries = sqlite3_column_int64(row, 12),
	};
}

static int take_events(struct query *query, sqlite3_stmt *statement, int64_t *after,
                       query_taker *take, void *context, int64_t *taken,
                       struct error *error)
{
	int step, result = 0;

	while (result == 0 && (step = sqlite3_step(statement)) != SQLITE_DONE) {
		struct query_event event;

		if (step != SQLITE_ROW)
			return database_error(query->database, "cannot read the events", error);
		event = event_of(statement);
		*after = event.id;
		(*taken)++;
		result = take(context, &event);
	}
	return result;
}

/* The end is asked for first: where no event passes the filter, the next question begins
 * behind it, and nothing that came in between is missed. */
int query_events(struct query *query, const struct question_filter *filter, int64_t *after,
                 int64_t limit, query_taker *take, void *context, int64_t *taken,
                 struct error *error)
{
	sqlite3_stmt *statement = query->statements[EVENTS_AFTER];
	int64_t last = 0;
	int result;

	*taken = 0;
	if (statement_run_int(query->database, query->statements[MAX_EVENT],
	                      "cannot read the events", &last, error) != 0)
		return -1;
	sqlite3_bind_int64(statement, 1, *after);
	sqlite3_bind_int64(statement, 2, last);
	sqlite3_bind_int64(statement, 9, limit);
	bind_filter(statement, filter);
	result = take_events(query, statement, after, take, context, taken, error);
	sqlite3_reset(statement);
	if (result == 0 && *taken < limit && last > *after)
		*after = last;
	return result;
}

int query_count(struct query *query, struct query_counts *counts, struct error *error)
{
	sqlite3_stmt *statement = query->statements[COUNTS];
	struct text last;
	int result = 0;

	if (sqlite3_step(statement) == SQLITE_ROW) {
		counts->events = sqlite3_column_int64(statement, 0);
		counts->deliveries = sqlite3_column_int64(statement, 1);
		counts->findings = sqlite3_column_int64(statement, 2);
		counts->quarantined = sqlite3_column_int64(statement, 3);
		last = statement_column(statement, 4);
		snprintf(counts->last_delivery, sizeof counts->last_delivery, "%s",
		         last.at ? last.at : "");
	} else {
		result = database_error(query->database, "cannot count", error);
	}
	sqlite3_reset(statement);
	return result;
}

int query_knows_event(struct query *query, int64_t id, struct text received_at, bool *known,
                      int64_t *last, struct error *error)
{
	sqlite3_stmt *statement = query->statements[EVENT_KNOWN];
	int result = 0;

	sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, ":id"), id);
	statement_bind_text(statement, sqlite3_bind_parameter_index(statement, ":received_at"),
	                    received_at);
	if (sqlite3_step(statement) == SQLITE_ROW) {
		*known = sqlite3_column_int(statement, 0) != 0;
		*last = sqlite3_column_int64(statement, 1);
	} else {
		result = database_error(query->database, "cannot look for an event", error);
	}
	sqlite3_reset(statement);
	return result;
}

int query_last_event(struct query *query, int64_t *id, struct error *error)
{
	*id = 0;
	return statement_run_int(query->database, query->statements[MAX_EVENT],
	                         "cannot look for the last event", id, error);
}

int query_count_vehicles(struct query *query, int64_t *count, struct error *error)
{
	*count = 0;
	return statement_run_int(query->database, query->statements[VEHICLES],
	                         "cannot count the vehicles", count, error);
}

int query_is_wal(struct query *query, bool *wal, struct error *error)
{
	sqlite3_stmt *statement = query->statements[JOURNAL_MODE];
	int result = 0;

	if (sqlite3_step(statement) == SQLITE_ROW)
		*wal = text_is(statement_column(statement, 0), "wal");
	else
		result = database_error(query->database, "cannot ask for the journal mode",
		                        error);
	sqlite3_reset(statement);
	return result;
}

int query_still_there(const struct query *query, struct error *error)
{
	return database_still_there(query->database, error);
}

struct database *query_database(struct query *query)
{
	return query->database;
}

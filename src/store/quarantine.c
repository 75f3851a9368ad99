#include "store/quarantine.h"

#include "store/database.h"
#include "store/sql.h"
#include "store/statement.h"

/* The columns of select-quarantined.sql. */
enum column { ID, SOURCE, REASON, PATH, VIN, FIRST_AT, TIMES, BODY };

static const char *copy_column(sqlite3_stmt *row, enum column column, struct arena *arena)
{
	struct text text = statement_column(row, (int)column);

	return text.at ? arena_copy(arena, text.at, text.length) : "";
}

static int copy_row(sqlite3_stmt *row, struct arena *arena, struct quarantined *out,
                    struct error *error)
{
	struct text body = {sqlite3_column_blob(row, BODY),
	                    (size_t)sqlite3_column_bytes(row, BODY)};

	*out = (struct quarantined){
		.id = sqlite3_column_int64(row, ID),
		.source = copy_column(row, SOURCE, arena),
		.reason = copy_column(row, REASON, arena),
		.path = copy_column(row, PATH, arena),
		.first_at = copy_column(row, FIRST_AT, arena),
		.times = sqlite3_column_int64(row, TIMES),
		.vin = text_of(copy_column(row, VIN, arena)),
		.body = {body.length ? arena_copy(arena, body.at, body.length) : "", body.length},
	};
	if (out->source == NULL || out->reason == NULL || out->path == NULL ||
	    out->first_at == NULL || out->vin.at == NULL || out->body.at == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to read the quarantine");
	return 0;
}

int quarantine_read(struct query *query, int64_t id, const char *source,
                    struct arena *arena, struct quarantined *out, bool *found,
                    struct error *error)
{
	struct database *database = query_database(query);
	sqlite3_stmt *row;
	int step, result = 0;

	if (database_prepare(database, SQL_SELECT_QUARANTINED, &row, error) != 0)
		return -1;
	sqlite3_bind_int64(row, 1, id);
	statement_bind_text(row, 2, text_of(source));
	step = sqlite3_step(row);
	*found = step == SQLITE_ROW;
	if (*found)
		result = copy_row(row, arena, out, error);
	else if (step != SQLITE_DONE)
		result = database_error(database, "cannot read the quarantine", error);
	sqlite3_finalize(row);
	return result;
}

int quarantine_last(struct query *query, int64_t *id, struct error *error)
{
	struct database *database = query_database(query);
	sqlite3_stmt *row;
	int result;

	if (database_prepare(database, SQL_SELECT_LAST_QUARANTINED, &row, error) != 0)
		return -1;
	result = statement_run_int(database, row, "cannot read the quarantine", id, error);
	sqlite3_finalize(row);
	return result;
}

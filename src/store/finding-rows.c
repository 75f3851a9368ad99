#include "store/finding-rows.h"

#include <stdbool.h>
#include <stdlib.h>

#include "store/sql.h"
#include "store/statement.h"

/* Vocabulary grows by a word now and then; free text in its place must not make a
 * table of its own. Beyond these numbers findings are counted together. */
#define VARIANTS_MAX 200     /* unknown values kept apart at one path of one source */
#define KINDS_MAX 1000       /* kinds of findings kept apart of one source */

enum statement { UPDATE, INSERT, COUNT, STATEMENT_COUNT };

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[UPDATE] = SQL_UPDATE_FINDING,
	[INSERT] = SQL_INSERT_FINDING,
	[COUNT] = SQL_COUNT_FINDINGS,
};

struct finding_rows {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	int64_t full_at;             /* the delivery that found no room for more kinds */
};

int finding_rows_new(struct finding_rows **out, struct database *database,
                     struct error *error)
{
	struct finding_rows *rows = calloc(1, sizeof *rows);

	if (rows == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for findings");
	rows->database = database;
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (database_prepare(database, STATEMENTS[i], &rows->statements[i], error) == 0)
			continue;
		finding_rows_free(rows);
		return -1;
	}
	*out = rows;
	return 0;
}

void finding_rows_free(struct finding_rows *rows)
{
	if (rows == NULL)
		return;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(rows->statements[i]);
	free(rows);
}

static void bind_key(sqlite3_stmt *statement, const struct finding_origin *origin,
                     const char *path, const char *problem, const char *variant)
{
	sqlite3_bind_int64(statement, 1, origin->source_id);
	statement_bind_text(statement, 2, text_of(path));
	statement_bind_text(statement, 3, text_of(problem));
	statement_bind_text(statement, 4, text_of(variant));
}

/* Whether there is room for one more variant; notes whether there is for more kinds, so
 * that a delivery full of news counts them once. */
static int find_room(struct finding_rows *rows, const struct finding *finding,
                     const struct finding_origin *origin, bool *variant_room,
                     struct error *error)
{
	sqlite3_stmt *row = rows->statements[COUNT];
	int result = 0;

	*variant_room = false;
	if (rows->full_at == origin->delivery_id)
		return 0;
	sqlite3_bind_int64(row, 1, origin->source_id);
	statement_bind_text(row, 2, text_of(finding->path));
	statement_bind_text(row, 3, text_of(finding_problem_text(finding->problem)));
	if (sqlite3_step(row) == SQLITE_ROW) {
		*variant_room = sqlite3_column_int64(row, 1) < VARIANTS_MAX;
		if (sqlite3_column_int64(row, 0) >= KINDS_MAX)
			rows->full_at = origin->delivery_id;
	} else {
		result = database_error(rows->database, "cannot count findings", error);
	}
	sqlite3_reset(row);
	return result;
}

static int insert(struct finding_rows *rows, const struct finding *finding,
                  const char *variant, const struct finding_origin *origin,
                  struct error *error)
{
	sqlite3_stmt *statement = rows->statements[INSERT];
	const char *path = finding->path, *problem = finding_problem_text(finding->problem);
	bool variant_room, full;

	if (find_room(rows, finding, origin, &variant_room, error) != 0)
		return -1;
	full = rows->full_at == origin->delivery_id;
	if (full) {
		path = "$";
		problem = "more kinds of findings than are kept apart";
	}
	if (full || !variant_room)
		variant = "";
	bind_key(statement, origin, path, problem, variant);
	statement_bind_text(statement, 5, text_of(finding->value));
	statement_bind_time(statement, 6, origin->received_ms);
	if (origin->event_id != 0)
		sqlite3_bind_int64(statement, 7, origin->event_id);
	else
		sqlite3_bind_null(statement, 7);
	sqlite3_bind_int64(statement, 8, origin->delivery_id);
	return statement_run(rows->database, statement, "cannot store a finding", error);
}

static int add(struct finding_rows *rows, const struct finding *finding,
               const struct finding_origin *origin, struct error *error)
{
	sqlite3_stmt *statement = rows->statements[UPDATE];
	const char *variant = finding->problem == FINDING_UNKNOWN_VALUE ? finding->value : "";

	bind_key(statement, origin, finding->path, finding_problem_text(finding->problem),
	         variant);
	statement_bind_time(statement, 5, origin->received_ms);
	if (statement_run(rows->database, statement, "cannot count a finding", error) != 0)
		return -1;
	if (sqlite3_changes(rows->database->handle) > 0)
		return 0;
	return insert(rows, finding, variant, origin, error);
}

int finding_rows_add(struct finding_rows *rows, const struct findings *findings,
                     const struct finding_origin *origin, struct error *error)
{
	for (const struct finding *f = findings ? findings->first : NULL; f != NULL; f = f->next)
		if (add(rows, f, origin, error) != 0)
			return -1;
	return 0;
}

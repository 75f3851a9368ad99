#include "store/pages.h"

#include <stdio.h>

/* Of a page. One row may be as large as a body. */
#define BYTES_MAX (1024 * 1024)

#define DOING "cannot go through a table"

enum column { KEY, IS_OTHER, BYTES };

/* Where the first page begins. */
static int find_first(struct pages *pages, const struct page_table *table, int64_t after,
                      struct error *error)
{
	sqlite3_stmt *row;
	char sql[256];
	int step;

	snprintf(sql, sizeof sql, "SELECT min(%s) FROM %s", table->key, table->name);
	if (database_prepare(pages->database, after == PAGES_ALL ? sql : "SELECT ?1 + 1", &row,
	                     error) != 0)
		return -1;
	if (after != PAGES_ALL)
		sqlite3_bind_int64(row, 1, after);
	step = sqlite3_step(row);
	if (step == SQLITE_ROW)
		pages->to = sqlite3_value_dup(sqlite3_column_value(row, 0));
	if (step != SQLITE_ROW)
		database_error(pages->database, DOING, error);
	sqlite3_finalize(row);
	if (step == SQLITE_ROW && pages->to == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to go through a table");
	return step == SQLITE_ROW ? 0 : -1;
}

int pages_open(struct pages *pages, struct database *database,
               const struct page_table *table, int64_t after, int64_t last,
               struct error *error)
{
	char sql[512];

	*pages = (struct pages){.database = database, .last = last};
	snprintf(sql, sizeof sql, "SELECT %s, %s <> ?1, %s FROM %s WHERE %s >= ?1 ORDER BY %s",
	         table->key, table->key, table->bytes ? table->bytes : "0", table->name,
	         table->key, table->key);
	if (find_first(pages, table, after, error) == 0 &&
	    database_prepare(database, sql, &pages->ends, error) == 0)
		return 0;
	pages_close(pages);
	return -1;
}

void pages_close(struct pages *pages)
{
	sqlite3_finalize(pages->ends);
	sqlite3_value_free(pages->from);
	sqlite3_value_free(pages->to);
	*pages = (struct pages){.database = NULL};
}

static bool is_behind(const struct pages *pages, sqlite3_stmt *row)
{
	return sqlite3_column_type(row, KEY) == SQLITE_INTEGER &&
	       sqlite3_column_int64(row, KEY) > pages->last;
}

/* Moves on to the first row of the next page: SQLITE_ROW, SQLITE_DONE, or an error. */
static int find_end(const struct pages *pages, int64_t rows)
{
	int64_t bytes = 0;
	int step;

	while ((step = sqlite3_step(pages->ends)) == SQLITE_ROW) {
		if (is_behind(pages, pages->ends))
			return SQLITE_DONE;
		if ((rows <= 0 || bytes > BYTES_MAX) && sqlite3_column_int(pages->ends, IS_OTHER))
			return SQLITE_ROW;
		bytes += sqlite3_column_int64(pages->ends, BYTES);
		rows--;
	}
	return step;
}

int pages_next(struct pages *pages, int64_t rows, struct error *error)
{
	int step;

	sqlite3_value_free(pages->from);
	pages->from = pages->to;
	pages->to = NULL;
	sqlite3_bind_value(pages->ends, 1, pages->from);
	step = find_end(pages, rows);
	if (step == SQLITE_ROW) {
		pages->to = sqlite3_value_dup(sqlite3_column_value(pages->ends, KEY));
		if (pages->to == NULL)
			step = SQLITE_NOMEM;
	}
	if (sqlite3_reset(pages->ends) == SQLITE_OK && step != SQLITE_NOMEM)
		return 0;
	return database_error(pages->database, DOING, error);
}

bool pages_end(const struct pages *pages)
{
	return pages->to == NULL;
}

int64_t pages_last(const struct pages *pages)
{
	return pages->to != NULL ? sqlite3_value_int64(pages->to) - 1 : pages->last;
}

void pages_bind(const struct pages *pages, sqlite3_stmt *statement)
{
	int to = sqlite3_bind_parameter_index(statement, ":to");

	sqlite3_bind_value(statement, sqlite3_bind_parameter_index(statement, ":from"),
	                   pages->from);
	/* Every number and every text comes before a blob. */
	if (pages->to != NULL)
		sqlite3_bind_value(statement, to, pages->to);
	else
		sqlite3_bind_zeroblob(statement, to, 0);
}

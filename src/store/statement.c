#include "store/statement.h"

#include "base/clock.h"

void statement_bind_text(sqlite3_stmt *statement, int index, struct text text)
{
	if (text.at == NULL)
		sqlite3_bind_null(statement, index);
	else
		sqlite3_bind_text(statement, index, text.at, (int)text.length, SQLITE_STATIC);
}

void statement_bind_time(sqlite3_stmt *statement, int index, int64_t ms)
{
	char text[CLOCK_TEXT_SIZE];

	clock_format(ms, text);
	if (text[0] == '\0')
		sqlite3_bind_null(statement, index);
	else
		sqlite3_bind_text(statement, index, text, CLOCK_TEXT_SIZE - 1, SQLITE_TRANSIENT);
}

int statement_run(const struct database *database, sqlite3_stmt *statement,
                  const char *doing, struct error *error)
{
	int result = sqlite3_step(statement) == SQLITE_DONE
		? 0 : database_error(database, doing, error);

	sqlite3_reset(statement);
	return result;
}

int statement_run_int(const struct database *database, sqlite3_stmt *statement,
                      const char *doing, int64_t *value, struct error *error)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_ROW) {
		*value = sqlite3_column_int64(statement, 0);
		result = sqlite3_step(statement);   /* RETURNING ends with the next step */
	}
	result = result == SQLITE_DONE ? 0 : database_error(database, doing, error);
	sqlite3_reset(statement);
	return result;
}

struct text statement_column(sqlite3_stmt *statement, int column)
{
	const char *at = (const char *)sqlite3_column_text(statement, column);

	return (struct text){at, (size_t)sqlite3_column_bytes(statement, column)};
}

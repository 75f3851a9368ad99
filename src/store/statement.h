/* statement.h: binding and running prepared statements, in a few words.
 *
 * Used by the files of this folder only. Bound texts are borrowed until the next
 * statement_run, which resets. */
#ifndef CARHOOK_STATEMENT_H
#define CARHOOK_STATEMENT_H

#include <sqlite3.h>

#include "base/text.h"
#include "store/database.h"

/* TEXT_NONE binds NULL. */
void statement_bind_text(sqlite3_stmt *statement, int index, struct text text);

/* Milliseconds since 1970 as ISO 8601 text; NULL when they cannot be written. */
void statement_bind_time(sqlite3_stmt *statement, int index, int64_t ms);

/* Runs a statement that gives no rows, and resets it. */
int statement_run(const struct database *database, sqlite3_stmt *statement,
                  const char *doing, struct error *error);

/* Runs a statement that gives one row with an integer, and resets it. *value is
 * untouched when there is no row. */
int statement_run_int(const struct database *database, sqlite3_stmt *statement,
                      const char *doing, int64_t *value, struct error *error);

/* The text of a column, borrowed until the statement moves on; TEXT_NONE for NULL. */
struct text statement_column(sqlite3_stmt *statement, int column);

#endif

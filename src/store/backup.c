#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"
#include "store/sql.h"
#include "store/statement.h"

/* Steps of SQLite's machine between two calls of the watcher: some milliseconds. */
#define WATCH_STEPS 100000

static int copy_into(struct database *database, const char *copy, struct error *error)
{
	sqlite3_stmt *statement;
	int result;

	if (database_prepare(database, SQL_VACUUM_INTO, &statement, error) != 0)
		return -1;
	statement_bind_text(statement, 1, text_of(copy));
	result = statement_run(database, statement, "cannot copy the database", error);
	sqlite3_finalize(statement);
	return result;
}

static int check_copy(const char *copy, int busy_timeout_ms, struct error *error)
{
	struct database *database;
	sqlite3_stmt *statement;
	int result = -1;

	if (database_open(&database, copy, DATABASE_READ, busy_timeout_ms, error) != 0)
		return -1;
	if (database_prepare(database, "PRAGMA integrity_check(1)", &statement, error) == 0) {
		if (sqlite3_step(statement) == SQLITE_ROW &&
		    text_is(statement_column(statement, 0), "ok"))
			result = 0;
		else
			error_set(error, ERROR_DB_CORRUPT, "the copy is damaged; so may the "
			          "database be: see carhook check --db");
		sqlite3_finalize(statement);
	}
	database_close(database);
	return result;
}

/* SQLite does not sync what VACUUM INTO writes. */
static int sync_file(const char *copy, struct error *error)
{
	int fd = open(copy, O_RDONLY | O_CLOEXEC), result = -1;

	if (fd >= 0) {
		result = fsync(fd);
		close(fd);
	}
	return result == 0 ? 0 : error_set(error, ERROR_SYSTEM, "cannot write %s: %s", copy,
	                                   strerror(errno));
}

int backup_make(const char *path, const char *copy, int busy_timeout_ms,
                backup_watcher *watch, void *context, struct error *error)
{
	struct database *database;
	struct stat info;
	mode_t mask;
	int result;

	if (stat(copy, &info) == 0 && info.st_size > 0)
		return error_set(error, ERROR_SYSTEM, "%s exists already; name another file", copy);
	/* For writing: a connection that may not write cannot make another file either. */
	if (database_open(&database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		return -1;
	sqlite3_progress_handler(database->handle, WATCH_STEPS, watch, context);
	mask = umask(S_IRWXG | S_IRWXO);
	result = copy_into(database, copy, error);
	umask(mask);
	database_close(database);
	if (result == 0 && (check_copy(copy, busy_timeout_ms, error) != 0 ||
	                    sync_file(copy, error) != 0))
		result = -1;
	if (result != 0)
		unlink(copy);
	return result;
}

#include "store/migrate.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/sql.h"

/* Of a new file; it stays for the file's life. An event takes about a kilobyte, which
 * leaves a seventh of a page of 4 KiB empty; and SQLite asks the kernel twice for every
 * page that it writes. Measured: a receiver's CPU time for an event in batches of 100 is
 * a seventh less than with 4 KiB, in groups of 64 a tenth. Pages of 16 KiB gain a little
 * more there, but a lone event then writes 90 KB instead of 55. */
#define PAGE_PRAGMA "PRAGMA page_size = 8192"

/* A step may move rows with VINs: no copy of them is to be left where erase finds none. */
#define SECURE_PRAGMA "PRAGMA secure_delete = ON"

int database_schema_version(void)
{
	return SQL_SCHEMA_COUNT;
}

/* A backup nobody has read is a hope: open it and check it. */
static int check_copy(const char *path, struct error *error)
{
	struct database copy = {.path = (char *)(size_t)path};
	sqlite3_stmt *statement = NULL;
	int good = sqlite3_open_v2(path, &copy.handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	           sqlite3_prepare_v2(copy.handle, "PRAGMA integrity_check(1)", -1, &statement,
	                              NULL) == SQLITE_OK &&
	           sqlite3_step(statement) == SQLITE_ROW &&
	           sqlite3_stricmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;

	sqlite3_finalize(statement);
	sqlite3_close(copy.handle);
	if (good)
		return 0;
	return error_set(error, ERROR_DB, "%s: the copy made before the upgrade is not sound; "
	                 "nothing was changed", path);
}

static int copy_before(struct database *database, int version, struct error *error)
{
	char *path = sqlite3_mprintf("%s.before-schema-%d", database->path, version + 1);
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
	int result = path && sql ? 0
		: error_set(error, ERROR_MEMORY, "no memory to copy the database");

	if (result == 0 && access(path, F_OK) == 0)
		result = error_set(error, ERROR_SYSTEM, "%s exists already; move it away, it is the "
		                   "copy of an earlier upgrade", path);
	if (result == 0)
		result = database_run(database, sql, error);
	if (result == 0)
		result = check_copy(path, error);
	sqlite3_free(sql);
	sqlite3_free(path);
	return result;
}

static int apply_steps(struct database *database, int version, struct error *error)
{
	char pragma[64];

	for (int i = version; i < SQL_SCHEMA_COUNT; i++)
		if (database_run(database, SQL_SCHEMA[i], error) != 0)
			return -1;
	for (int i = 0; i < SQL_VIEW_COUNT; i++)
		if (database_run(database, SQL_VIEWS[i], error) != 0)
			return -1;
	snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", DATABASE_APPLICATION_ID);
	if (database_run(database, pragma, error) != 0)
		return -1;
	snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", SQL_SCHEMA_COUNT);
	return database_run(database, pragma, error);
}

/* Whether the file is empty or ours; anything else is not to be written into. */
static int is_foreign(struct database *database)
{
	sqlite3_stmt *statement = NULL;
	int foreign = 1;

	if (sqlite3_prepare_v2(database->handle,
	                       "SELECT (SELECT count(*) FROM sqlite_schema) > 0 AND "
	                       "(SELECT application_id FROM pragma_application_id) <> ?1",
	                       -1, &statement, NULL) == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, DATABASE_APPLICATION_ID);
		if (sqlite3_step(statement) == SQLITE_ROW)
			foreign = sqlite3_column_int(statement, 0);
	}
	sqlite3_finalize(statement);
	return foreign;
}

int migrate(struct database *database, struct error *error)
{
	int version = database_file_version(database);

	if (version < 0)
		return database_error(database, "cannot read the file", error);
	if (is_foreign(database))
		return error_set(error, ERROR_DB_CORRUPT, "%s: holds another program's tables; "
		                 "choose another path", database->path);
	if (version > SQL_SCHEMA_COUNT)
		return 0;    /* database_open says that it is too new */
	if (version > 0 && version < SQL_SCHEMA_COUNT &&
	    copy_before(database, version, error) != 0)
		return -1;
	if (database_run(database, PAGE_PRAGMA, error) != 0 ||
	    database_run(database, SECURE_PRAGMA, error) != 0)
		return -1;
	if (database_run(database, "BEGIN IMMEDIATE", error) != 0)
		return -1;
	/* Another `carhook init` may have been faster. */
	version = database_file_version(database);
	if (apply_steps(database, version, error) == 0 &&
	    database_run(database, "COMMIT", error) == 0)
		return 0;
	sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

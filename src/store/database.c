#include "store/database.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "store/migrate.h"

/* One event may fill a whole body; nothing a statement binds is larger. */
#define VALUE_BYTES_MAX (1 << 30)

/* The first pause while another process writes; it doubles up to 32 times that. */
#define BUSY_PAUSE_US 50

/* Page cache: what a group of commits touches stays in memory (KiB, negative). */
#define CACHE_PRAGMA "PRAGMA cache_size = -12288;"

static const char OPENING[] =
	"PRAGMA cell_size_check = ON;"
	CACHE_PRAGMA;

/* Foreign keys are declared for whoever reads the schema and are kept by the way rows
 * are written; to look each one up again would cost every insert two more searches.
 * Tests run PRAGMA foreign_key_check. */

/* The views of this schema use JSON functions, which SQLite 3.40 refuses in a schema it
 * is told not to trust. Writing needs no view. */
static const char OPENING_READER[] = "PRAGMA trusted_schema = ON;";

/* FULL: in WAL mode a commit returns after its fdatasync (platform facts, part D).
 * The size limit gives back what a long reader made the WAL grow to; it leaves twice the
 * usual length (receive/deriver.c), as to write over a file costs less than to append. */
static const char OPENING_WRITER[] =
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = FULL;"
	"PRAGMA journal_size_limit = 134217728;";

static const struct {
	int result;              /* SQLite's primary result code */
	enum error_code code;
	const char *advice;
} RESULTS[] = {
	{SQLITE_BUSY, ERROR_DB_BUSY, "another program holds the write lock for longer than "
	                             "busy_timeout; find it with `fuser DATABASE`"},
	{SQLITE_LOCKED, ERROR_DB_BUSY, "another statement holds a lock"},
	{SQLITE_READONLY, ERROR_DB_READONLY, "give the receiver's user the right to write the "
	                                     "database file and its directory"},
	{SQLITE_PERM, ERROR_DB_READONLY, "give the receiver's user the right to the file"},
	{SQLITE_FULL, ERROR_DB_FULL, "free space on the database's file system; nothing "
	                             "acknowledged is lost, and storing goes on by itself"},
	{SQLITE_CORRUPT, ERROR_DB_CORRUPT, "run `carhook check`, restore a backup or use "
	                                   "sqlite3's .recover"},
	{SQLITE_NOTADB, ERROR_DB_CORRUPT, "the file is no SQLite database; move it away and "
	                                  "run `carhook init`"},
	{SQLITE_CANTOPEN, ERROR_DB_MISSING, "make it with `carhook init`, or give this user the "
	                                    "right to the file and its directory"},
	{SQLITE_IOERR, ERROR_DB, "the disk fails or a limit is reached: look at the kernel's log "
	                         "and at the space on the file system"},
	{SQLITE_NOMEM, ERROR_MEMORY, "memory is short"},
};

int database_error(const struct database *database, const char *doing, struct error *error)
{
	int result = sqlite3_errcode(database->handle) & 0xff;

	for (size_t i = 0; i < sizeof RESULTS / sizeof *RESULTS; i++)
		if (RESULTS[i].result == result)
			return error_set(error, RESULTS[i].code, "%s: %s: %s (%s)", database->path,
			                 doing, sqlite3_errmsg(database->handle),
			                 RESULTS[i].advice);
	return error_set(error, ERROR_DB, "%s: %s: %s (result %d)", database->path, doing,
	                 sqlite3_errmsg(database->handle),
	                 sqlite3_extended_errcode(database->handle));
}

int database_run(struct database *database, const char *sql, struct error *error)
{
	if (sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return database_error(database, "cannot run a statement", error);
}

int database_end(struct database *database, int result, struct error *error)
{
	if (result == 0 && database_run(database, "COMMIT", error) == 0)
		return 0;
	if (!sqlite3_get_autocommit(database->handle))
		sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int database_prepare(struct database *database, const char *sql,
                     struct sqlite3_stmt **statement, struct error *error)
{
	if (sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
	                       NULL) == SQLITE_OK)
		return 0;
	return database_error(database, "cannot prepare a statement", error);
}

static int remember_file(struct database *database, struct error *error)
{
	struct stat status;

	if (stat(database->path, &status) != 0)
		return error_set(error, ERROR_DB_MISSING, "%s: %s; make it with `carhook init`",
		                 database->path, strerror(errno));
	database->device = status.st_dev;
	database->inode = status.st_ino;
	return 0;
}

int database_still_there(const struct database *database, struct error *error)
{
	struct stat status;

	if (stat(database->path, &status) == 0 && status.st_dev == database->device &&
	    status.st_ino == database->inode)
		return 0;
	return error_set(error, ERROR_DB_MISSING,
	                 "%s: the file was moved away or replaced while in use; put it back, or "
	                 "run `carhook init` for a new one", database->path);
}

static atomic_llong transactions, waits, waited_us;

struct database_encounters database_encounters(void)
{
	return (struct database_encounters){atomic_load(&transactions), atomic_load(&waits),
	                                    atomic_load(&waited_us)};
}

int64_t database_worked_us(const struct database *database, int64_t begun_us)
{
	int64_t locked_us = database->waited_until_us > begun_us ? database->waited_until_us
	                                                         : begun_us;

	if (database->commit_us < locked_us)
		return 0;     /* there was nothing to commit */
	return database->commit_us - locked_us + clock_processor_us() - database->commit_cpu_us;
}

static int note_commit(void *argument)
{
	struct database *database = argument;

	database->commit_us = clock_monotonic_us();
	database->commit_cpu_us = clock_processor_us();
	if (sqlite3_txn_state(database->handle, "main") == SQLITE_TXN_WRITE)
		atomic_fetch_add(&transactions, 1);    /* not of a table of our own */
	return 0;
}

/* Asks again soon: another receiver's group takes a millisecond or two, and SQLite's
 * own waiting would go on for up to a hundred. */
static int wait_for_lock(void *argument, int tries)
{
	struct database *database = argument;
	int64_t now = clock_monotonic_us();

	if (tries == 0) {
		database->busy_since_us = now;
		atomic_fetch_add(&waits, 1);
	}
	if (now - database->busy_since_us >= database->busy_timeout_ms * INT64_C(1000))
		return 0;
	clock_sleep_us(BUSY_PAUSE_US << (tries < 3 ? tries : 3));
	database->waited_until_us = clock_monotonic_us();
	atomic_fetch_add(&waited_us, database->waited_until_us - now);
	return 1;
}

static int configure(struct database *database, int busy_timeout_ms, struct error *error)
{
	sqlite3 *handle = database->handle;

	database->busy_timeout_ms = busy_timeout_ms;
	sqlite3_extended_result_codes(handle, 1);
	sqlite3_busy_handler(handle, wait_for_lock, database);
	sqlite3_commit_hook(handle, note_commit, database);
	sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return database_run(database, OPENING, error);
}

static int query_int(const struct database *database, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int value = -1;

	if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

int database_file_version(const struct database *database)
{
	return query_int(database, "PRAGMA user_version");
}

/* Refuses a file of another program, and a schema this program does not write. */
static int check_file(struct database *database, struct error *error)
{
	int application = query_int(database, "PRAGMA application_id");
	int version = database_file_version(database), ours = database_schema_version();

	if (application < 0 || version < 0)
		return database_error(database, "cannot read the file", error);
	if (application != DATABASE_APPLICATION_ID)
		return error_set(error, ERROR_DB_CORRUPT,
		                 "%s: not a carhook database; run `carhook init` with another path",
		                 database->path);
	if (version > ours)
		return error_set(error, ERROR_DB_VERSION,
		                 "%s: schema %d was written by a newer carhook (this one knows %d); "
		                 "install the newer version", database->path, version, ours);
	if (version < ours)
		return error_set(error, ERROR_DB_VERSION,
		                 "%s: schema %d is older than this carhook's %d; run `carhook init` "
		                 "to bring it up to date", database->path, version, ours);
	return 0;
}

/* The -wal and -shm files stay when the last writer closes: without them a reader that
 * may not write the directory could not open the database (platform facts, part D). */
static int prepare_writing(struct database *database, struct error *error)
{
	int on = 1;

	sqlite3_file_control(database->handle, NULL, SQLITE_FCNTL_PERSIST_WAL, &on);
	return database_run(database, OPENING_WRITER, error);
}

/* SQLite opens a file it may not write for reading, without a word. To be asked before
 * anything is read: reading makes a -wal as unwritable as the file, which outlasts it. */
static int check_writable(const struct database *database, struct error *error)
{
	if (sqlite3_db_readonly(database->handle, "main") != 1)
		return 0;
	return error_set(error, ERROR_DB_READONLY, "%s: this user may not write it; give the "
	                 "receiver's user the right to the file and its directory",
	                 database->path);
}

static int open_handle(struct database *database, enum database_use use, int busy_timeout_ms,
                       struct error *error)
{
	static const int FLAGS[] = {
		[DATABASE_READ] = SQLITE_OPEN_READONLY,
		[DATABASE_WRITE] = SQLITE_OPEN_READWRITE,
		[DATABASE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DATABASE_SCRATCH] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	};

	if (use <= DATABASE_WRITE && remember_file(database, error) != 0)
		return -1;
	if (sqlite3_open_v2(database->path, &database->handle,
	                    FLAGS[use] | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return database_error(database, "cannot open", error);
	if (use != DATABASE_READ && check_writable(database, error) != 0)
		return -1;
	if (configure(database, busy_timeout_ms, error) != 0)
		return -1;
	if (use >= DATABASE_CREATE && migrate(database, error) != 0)
		return -1;
	if (use == DATABASE_SCRATCH)
		return 0;
	if (remember_file(database, error) != 0 || check_file(database, error) != 0)
		return -1;
	/* Only now: another program's file must not change, not even its journal mode. */
	return use == DATABASE_READ ? database_run(database, OPENING_READER, error)
	                            : prepare_writing(database, error);
}

int database_open(struct database **out, const char *path, enum database_use use,
                  int busy_timeout_ms, struct error *error)
{
	struct database *database = calloc(1, sizeof *database);

	if (database == NULL || (database->path = strdup(path)) == NULL) {
		free(database);
		return error_set(error, ERROR_MEMORY, "no memory to open the database");
	}
	if (open_handle(database, use, busy_timeout_ms, error) != 0) {
		database_close(database);
		return -1;
	}
	*out = database;
	return 0;
}

void database_close(struct database *database)
{
	if (database == NULL)
		return;
	sqlite3_close(database->handle);
	free(database->path);
	free(database);
}

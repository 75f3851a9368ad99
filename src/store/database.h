/* database.h: one connection to the SQLite file, opened the way carhook needs it.
 *
 * WAL, synchronous=FULL, no trusted schema, defensive. A connection belongs to one
 * thread at a time. */
#ifndef CARHOOK_DATABASE_H
#define CARHOOK_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

#define DATABASE_APPLICATION_ID 0x63617268   /* "carh", PRAGMA application_id */

enum database_use {
	DATABASE_READ,       /* questions only; a database being written is no obstacle */
	DATABASE_WRITE,      /* the file must exist and have this program's schema */
	DATABASE_CREATE,     /* makes the file, or brings an older schema up to date */
	DATABASE_SCRATCH,    /* of no name (""): with the schema, and gone when it is closed */
};

struct database {
	struct sqlite3 *handle;
	char *path;
	uint64_t device, inode;   /* of the file when it was opened */
	int busy_timeout_ms;      /* how long to wait for another writer */
	int64_t busy_since_us;    /* since when it waits for another writer, */
	int64_t waited_until_us;  /* and until when it did, the last time */
	int64_t commit_us;        /* when its last transaction began to commit, */
	int64_t commit_cpu_us;    /* and the thread's processor time then */
};

/* Opens `path`. `busy_timeout_ms` is how long to wait for another writer.
 * On -1 (ERROR_DB_*) *out is untouched; the sentence says what to do. */
int database_open(struct database **out, const char *path, enum database_use use,
                  int busy_timeout_ms, struct error *error);

/* Closes; NULL is legal. */
void database_close(struct database *database);

/* Whether the file at the path is still the one that is open. A database that was
 * moved or replaced under a running writer would swallow every commit: SQLite
 * keeps writing to the file nobody sees any more. -1 with ERROR_DB_MISSING. */
int database_still_there(const struct database *database, struct error *error);

/* Fills `error` from SQLite's last result on this connection; returns -1. */
int database_error(const struct database *database, const char *doing,
                   struct error *error);

/* Runs SQL text without results (BEGIN, PRAGMA, schema). */
int database_run(struct database *database, const char *sql, struct error *error);

/* Ends a transaction well or not at all: commits when `result`, of what was done in it, is
 * 0. Else, and when that fails, it is rolled back, and -1 returned; `error` is that of the
 * first failure. */
int database_end(struct database *database, int result, struct error *error);

/* Prepares one statement for long use. `sql` comes from queries.h. */
int database_prepare(struct database *database, const char *sql,
                     struct sqlite3_stmt **statement, struct error *error);

/* The schema version this program writes, and the file's (-1 when unreadable). */
int database_schema_version(void);
int database_file_version(const struct database *database);

/* How long a transaction that is just over had work to do under the writer's lock, in
 * microseconds: `begun_us` is from before its BEGIN IMMEDIATE or its only statement. What it
 * waited for the lock is not in it, and neither is what its commit waited for the disk,
 * which is no longer for many rows than for few. Of the transaction's thread. */
int64_t database_worked_us(const struct database *database, int64_t begun_us);

/* What the writing transactions of this process have met in all its life. Any thread. */
struct database_encounters {
	int64_t transactions, waits;   /* that were committed; that found another one writing */
	int64_t waited_us;             /* until it had ended */
};
struct database_encounters database_encounters(void);

#endif

/* migrate.h: brings a database file to the schema this program writes.
 *
 * The steps are the files sql/schema/NNN-*.sql, frozen once released and applied in
 * order; PRAGMA user_version counts them. Before a step on a file that has one
 * already, a copy is made beside it (VACUUM INTO) and checked. Views are made anew
 * each time, as they hold no data. */
#ifndef CARHOOK_MIGRATE_H
#define CARHOOK_MIGRATE_H

#include "store/database.h"

/* Applies what is missing, all in one transaction. -1 with ERROR_DB_*; the file is
 * then as it was. */
int migrate(struct database *database, struct error *error);

#endif

/* source-rows.h: the ids of sources in the table `source`, remembered.
 *
 * Used by the files of this folder only, inside a transaction of the store. */
#ifndef CARHOOK_SOURCE_ROWS_H
#define CARHOOK_SOURCE_ROWS_H

#include "store/database.h"

struct source_rows;

/* Prepares the statement on `database`, which must outlive it. */
int source_rows_new(struct source_rows **out, struct database *database,
                    struct error *error);
void source_rows_free(struct source_rows *rows);

/* The id of the source with this name; makes or changes its row when it is new, or names
 * another edition. Both texts are copied. */
int source_rows_id(struct source_rows *rows, const char *name, const char *edition,
                   int64_t *id, struct error *error);

/* After a rollback: what was registered in the transaction is not in the file. */
void source_rows_forget(struct source_rows *rows);

#endif

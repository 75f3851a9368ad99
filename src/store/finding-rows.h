/* finding-rows.h: counts findings in the table `finding`, each kind in one row.
 *
 * Used by the files of this folder only, inside a transaction of the store. */
#ifndef CARHOOK_FINDING_ROWS_H
#define CARHOOK_FINDING_ROWS_H

#include "contract/finding.h"
#include "store/database.h"

struct finding_rows;

/* Where findings were met. */
struct finding_origin {
	int64_t source_id, delivery_id;
	int64_t event_id;            /* 0: in the envelope */
	int64_t received_ms;
};

/* Prepares the statements on `database`, which must outlive it. */
int finding_rows_new(struct finding_rows **out, struct database *database,
                     struct error *error);
void finding_rows_free(struct finding_rows *rows);

/* Counts each of the findings; NULL is none. */
int finding_rows_add(struct finding_rows *rows, const struct findings *findings,
                     const struct finding_origin *origin, struct error *error);

#endif

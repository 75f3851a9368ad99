/* pages.h: goes through a table by the first column of its primary key, some rows at a
 * time, so that a transaction looks at these only.
 *
 * Where a page ends is found before, without the writer's lock. A page has a bound in rows
 * and in bytes; the rows with one key are not parted. */
#ifndef CARHOOK_PAGES_H
#define CARHOOK_PAGES_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"

/* What is gone through. The words are SQL of the program's own. */
struct page_table {
	const char *name, *key;
	const char *bytes;           /* of a row, where one may be large; NULL: small ones */
};

struct pages {
	struct database *database;
	sqlite3_stmt *ends;
	sqlite3_value *from, *to;    /* of the page; to NULL: there is none behind it */
	int64_t last;
};

/* For pages_open: from the first row on. */
#define PAGES_ALL INT64_MIN

/* Begins before the first page, behind the key `after`; `last` is where a table with
 * integer keys ends. -1 with an error: then there is nothing to close. */
int pages_open(struct pages *pages, struct database *database,
               const struct page_table *table, int64_t after, int64_t last,
               struct error *error);

/* Closes; legal on one that is closed, and on zeros. */
void pages_close(struct pages *pages);

/* The next page, of about `rows` rows at most. */
int pages_next(struct pages *pages, int64_t rows, struct error *error);

/* Whether the page is the last one; then there is no next. */
bool pages_end(const struct pages *pages);

/* The last integer key of the page. */
int64_t pages_last(const struct pages *pages);

/* Binds :from, the first key of the page, and :to, the first one behind it. */
void pages_bind(const struct pages *pages, sqlite3_stmt *statement);

#endif

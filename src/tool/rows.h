/* rows.h: printing the rows of an answer: as a table, as JSON lines, as CSV. */
#ifndef CARHOOK_ROWS_H
#define CARHOOK_ROWS_H

#include <stdio.h>

#include "base/error.h"
#include "store/question.h"

enum rows_format { ROWS_TABLE, ROWS_JSON, ROWS_CSV };

struct rows;

/* Rows with these columns to `to`. A table is held in memory until rows_end, the others
 * are written as they come. NULL when memory is short. */
struct rows *rows_begin(FILE *to, enum rows_format format, const char *const *names,
                        int count);

/* For a table, before its first row: the columns in the order of their importance, parted
 * by spaces, as in tool/column.h. -1 when memory is short. */
int rows_rank(struct rows *rows, const char *important);

/* Adds a row. -1 when memory is short or it cannot be written. */
int rows_add(struct rows *rows, const struct question_cell *cells);

/* Prints what is still held, and frees; says on standard error when a terminal was too
 * narrow for all columns. -1 when something could not be written. */
int rows_end(struct rows *rows);

#endif

/* column.h: how the columns of an answer look in a table for people, by their names. */
#ifndef CARHOOK_COLUMN_H
#define CARHOOK_COLUMN_H

#include "base/arena.h"
#include "tool/terminal.h"

/* The look of the column `name`. Its title lies in `arena`, and is NULL when memory is
 * short. `important` lists names, the most important first, parted by spaces: what stands
 * in it last, or not at all, is left out first where the terminal is narrow. NULL: every
 * column is as important as any other, and none is left out. */
struct terminal_column column_of(struct arena *arena, const char *name,
                                 const char *important);

/* A cell of the column `name` as a table shows it, in `arena`: a time has no milliseconds
 * there. NULL when memory is short. */
const char *column_show(struct arena *arena, const char *name, struct text cell);

#endif

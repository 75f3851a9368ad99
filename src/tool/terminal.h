/* terminal.h: how the tool prints: tables, one-line progress, text that others sent.
 *
 * Events hold what somebody else wrote: nothing of it reaches a terminal as a control
 * character. */
#ifndef CARHOOK_TERMINAL_H
#define CARHOOK_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/text.h"

/* ---- Tables ---- */

struct terminal_column {
	const char *title;
	bool right;          /* numbers stand to the right */
	bool shrinks;        /* is cut first where the terminal is narrow */
	unsigned least;      /* characters that it may be wrapped to instead; 0: never */
	unsigned rank;       /* is left out where the terminal is narrow, the highest first;
	                        0: never */
	const char *(*colour)(const char *cell);   /* of a cell; NULL, or returns NULL: none */
};

/* Whether tables are coloured. */
enum terminal_color {
	TERMINAL_COLOR_AUTO,         /* on a terminal, unless NO_COLOR is set (no-color.org) */
	TERMINAL_COLOR_ALWAYS, TERMINAL_COLOR_NEVER,
};

/* For all tables that are made from now on; before it is called it is AUTO. Not while
 * another thread makes tables. */
void terminal_use_color(enum terminal_color color);

struct terminal_table;

/* A table without rows; copies `columns` and their titles. NULL when memory is short,
 * which the others allow. */
struct terminal_table *terminal_table_new(const struct terminal_column *columns,
                                          size_t count);

/* Adds a row; `cells` has a copy made. A cell may be NULL. -1 when memory is short. */
int terminal_table_add(struct terminal_table *table, const char *const *cells);

/* Prints the table to standard output, as wide as the terminal allows: first columns are
 * left out by their rank, then others are wrapped. Where there is no terminal the table is
 * as wide as it is. -1 when it could not be written. */
int terminal_table_print(struct terminal_table *table);

/* How many columns the last print left out. */
unsigned terminal_table_left_out(const struct terminal_table *table);

void terminal_table_free(struct terminal_table *table);

/* ---- Text ---- */

/* Writes `text` with control characters as \xNN; TEXT_NONE as "-". */
void terminal_put_text(FILE *to, struct text text);

/* Writes `text` as a JSON string; TEXT_NONE as null. The text must be UTF-8. */
void terminal_put_json(FILE *to, struct text text);

/* ---- Progress ---- */

/* One line on standard error that is drawn again and again; silent where that is no
 * terminal. Zero-initialised but for `total`. */
struct terminal_progress {
	uint64_t total;      /* what `done` will be in the end; 0: nobody knows, and there
	                        is no bar */
	const char *noun;    /* "requests" */
	int64_t started_us, drawn_us;
	bool visible;
};

void terminal_progress_start(struct terminal_progress *progress);
void terminal_progress_draw(struct terminal_progress *progress, uint64_t done);

/* Wipes the line away. */
void terminal_progress_end(struct terminal_progress *progress);

#endif

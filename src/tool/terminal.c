#include "tool/terminal.h"

#include <inttypes.h>
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/clock.h"

/* ---- Tables ---- */

#define SEPARATOR "  "

struct table_column {
	struct terminal_column look;
	struct libscols_column *made;
	size_t width;        /* of the widest cell, in the terminal's columns */
	bool left_out;
};

struct terminal_table {
	struct libscols_table *table;
	size_t count;
	struct table_column columns[];
};

/* How wide libsmartcols prints a text: what is no character, and what would steer the
 * terminal, becomes \xNN. */
static size_t width_of(const char *text)
{
	size_t width = 0, left = text ? strlen(text) : 0;
	mbstate_t state = {0};

	while (left > 0) {
		wchar_t character;
		size_t length = mbrtowc(&character, text, left, &state);
		int columns = length > left ? -1 : wcwidth(character);

		if (length > left) {
			state = (mbstate_t){0};
			length = 1;
		}
		width += columns >= 0 ? (size_t)columns : length * strlen("\\xNN");
		text += length;
		left -= length;
	}
	return width;
}

static int add_column(struct libscols_table *table, struct table_column *column)
{
	int flags = (column->look.right ? SCOLS_FL_RIGHT : 0) |
	            (column->look.shrinks ? SCOLS_FL_TRUNC : 0);

	column->made = scols_table_new_column(table, column->look.title, 0, flags);
	if (column->made == NULL)
		return -1;
	column->width = width_of(column->look.title);
	return scols_cell_set_color(scols_column_get_header(column->made), "bold");
}

static enum terminal_color color_wanted;

void terminal_use_color(enum terminal_color color)
{
	color_wanted = color;
}

/* NO_COLOR (no-color.org): whoever sets it wants none, if he does not say otherwise. */
static bool wants_color(void)
{
	const char *no_color = getenv("NO_COLOR");

	if (color_wanted != TERMINAL_COLOR_AUTO)
		return color_wanted == TERMINAL_COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0');
}

struct terminal_table *terminal_table_new(const struct terminal_column *columns,
                                          size_t count)
{
	struct terminal_table *table = calloc(1, sizeof *table + count * sizeof *table->columns);

	if (table == NULL)
		return NULL;
	table->count = count;
	table->table = scols_new_table();
	for (size_t i = 0; table->table != NULL && i < count; i++) {
		table->columns[i].look = columns[i];
		if (add_column(table->table, &table->columns[i]) == 0)
			continue;
		scols_unref_table(table->table);
		table->table = NULL;
	}
	if (table->table == NULL) {
		free(table);
		return NULL;
	}
	scols_table_set_column_separator(table->table, SEPARATOR);
	scols_table_enable_colors(table->table, wants_color());
	return table;
}

static int add_cell(struct libscols_line *line, size_t i, struct table_column *column,
                    const char *cell)
{
	const char *colour = cell && column->look.colour ? column->look.colour(cell) : NULL;
	size_t width = width_of(cell);

	if (width > column->width)
		column->width = width;
	if (scols_line_set_data(line, i, cell) != 0)
		return -1;
	return colour ? scols_cell_set_color(scols_line_get_cell(line, i), colour) : 0;
}

int terminal_table_add(struct terminal_table *table, const char *const *cells)
{
	struct libscols_line *line = table ? scols_table_new_line(table->table, NULL) : NULL;

	if (line == NULL)
		return -1;
	for (size_t i = 0; i < table->count; i++)
		if (add_cell(line, i, &table->columns[i], cells[i]) != 0)
			return -1;
	return 0;
}

/* ---- Narrow terminals ---- */

static bool can_wrap(const struct table_column *column)
{
	return column->look.least > 0 && column->width > column->look.least;
}

/* What the columns that are not left out need: as they are, or wrapped as far as may be. */
static size_t width_needed(const struct terminal_table *table, bool wrapped)
{
	size_t width = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct table_column *column = &table->columns[i];

		if (!column->left_out)
			width += strlen(SEPARATOR) + (wrapped && can_wrap(column)
			         ? column->look.least : column->width);
	}
	return width > 0 ? width - strlen(SEPARATOR) : 0;
}

/* The least important of the columns that may be left out; NULL when there is none. */
static struct table_column *least_important(struct terminal_table *table)
{
	struct table_column *least = NULL;

	for (size_t i = 0; i < table->count; i++) {
		struct table_column *column = &table->columns[i];

		if (!column->left_out && column->look.rank > 0 &&
		    (least == NULL || column->look.rank >= least->look.rank))
			least = column;
	}
	return least;
}

/* Gives each column that may be wrapped its part of the width that is left. */
static void wrap(struct terminal_table *table, size_t width)
{
	size_t spare = width - width_needed(table, true);

	for (size_t i = 0; i < table->count; i++) {
		struct table_column *column = &table->columns[i];
		size_t wider = column->width - column->look.least;

		if (column->left_out || !can_wrap(column))
			continue;
		wider = wider < spare ? wider : spare;
		spare -= wider;
		scols_column_set_whint(column->made, (double)(column->look.least + wider));
		scols_column_set_flags(column->made, scols_column_get_flags(column->made) |
		                       SCOLS_FL_WRAP | SCOLS_FL_STRICTWIDTH);
	}
}

static void fit(struct terminal_table *table)
{
	size_t width = scols_table_get_termwidth(table->table);
	struct table_column *least;

	while (width_needed(table, true) > width && (least = least_important(table)) != NULL) {
		least->left_out = true;
		scols_column_set_flags(least->made,
		                       scols_column_get_flags(least->made) | SCOLS_FL_HIDDEN);
	}
	if (width_needed(table, false) > width && width_needed(table, true) <= width)
		wrap(table, width);
}

int terminal_table_print(struct terminal_table *table)
{
	if (table == NULL)
		return -1;
	if (isatty(STDOUT_FILENO))
		fit(table);
	return scols_print_table(table->table) != 0 || ferror(stdout) ? -1 : 0;
}

unsigned terminal_table_left_out(const struct terminal_table *table)
{
	unsigned count = 0;

	for (size_t i = 0; table != NULL && i < table->count; i++)
		count += table->columns[i].left_out;
	return count;
}

void terminal_table_free(struct terminal_table *table)
{
	if (table == NULL)
		return;
	scols_unref_table(table->table);
	free(table);
}

/* ---- Text ---- */

/* C0 and DEL; and C1, which UTF-8 writes as C2 80 to C2 9F. */
static bool is_control(const unsigned char *at, const unsigned char *end)
{
	return *at < 0x20 || *at == 0x7f ||
	       (*at == 0xc2 && at + 1 < end && at[1] >= 0x80 && at[1] <= 0x9f);
}

void terminal_put_text(FILE *to, struct text text)
{
	const unsigned char *at = (const unsigned char *)text.at, *end;

	if (at == NULL) {
		fputc('-', to);
		return;
	}
	for (end = at + text.length; at < end; at++) {
		if (!is_control(at, end))
			fputc(*at, to);
		else if (*at == 0xc2)
			fprintf(to, "\\x%02x", *++at);
		else
			fprintf(to, "\\x%02x", *at);
	}
}

void terminal_put_json(FILE *to, struct text text)
{
	if (text.at == NULL) {
		fputs("null", to);
		return;
	}
	fputc('"', to);
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < 0x20 || c == 0x7f)
			fprintf(to, "\\u%04x", c);
		else if (c == '"' || c == '\\')
			fprintf(to, "\\%c", c);
		else
			fputc(c, to);
	}
	fputc('"', to);
}

/* ---- Progress ---- */

#define BAR_WIDTH 30
#define DRAW_EVERY_US 100000   /* a terminal need not be faster than the eye */

void terminal_progress_start(struct terminal_progress *progress)
{
	progress->visible = isatty(STDERR_FILENO);
	progress->started_us = clock_monotonic_us();
	progress->drawn_us = 0;
}

static void draw(const struct terminal_progress *progress, uint64_t done, int64_t now)
{
	static const char full[] = "##############################";
	static const char empty[] = "..............................";
	double part = progress->total ? (double)done / (double)progress->total : 1;
	double seconds = (double)(now - progress->started_us) / 1e6;
	int filled;

	if (progress->total == 0) {
		fprintf(stderr, "\r%" PRIu64 " %s  %.0f/s \033[K", done, progress->noun,
		        seconds > 0 ? (double)done / seconds : 0);
		fflush(stderr);
		return;
	}
	part = part < 1 ? part : 1;
	filled = (int)(part * BAR_WIDTH);
	fprintf(stderr, "\r[%.*s%.*s] %3d %%  %" PRIu64 " of %" PRIu64 " %s  %.0f/s \033[K",
	        filled, full, BAR_WIDTH - filled, empty, (int)(part * 100), done,
	        progress->total, progress->noun, seconds > 0 ? (double)done / seconds : 0);
	fflush(stderr);
}

void terminal_progress_draw(struct terminal_progress *progress, uint64_t done)
{
	int64_t now = clock_monotonic_us();

	if (!progress->visible || now - progress->drawn_us < DRAW_EVERY_US)
		return;
	progress->drawn_us = now;
	draw(progress, done, now);
}

void terminal_progress_end(struct terminal_progress *progress)
{
	if (progress->visible && progress->drawn_us != 0)
		fputs("\r\033[K", stderr);
}

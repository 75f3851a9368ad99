#include "tool/terminal.h"

#include <inttypes.h>
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"

/* ---- Tables ---- */

struct terminal_table {
	struct libscols_table *table;
	size_t columns;
};

static int add_column(struct libscols_table *table, const struct terminal_column *column)
{
	int flags = (column->right ? SCOLS_FL_RIGHT : 0) |
	            (column->shrinks ? SCOLS_FL_TRUNC : 0);

	struct libscols_column *made = scols_table_new_column(table, column->title, 0, flags);

	if (made == NULL)
		return -1;
	return scols_cell_set_color(scols_column_get_header(made), "bold");
}

/* NO_COLOR (no-color.org): whoever sets it wants none. */
static bool wants_color(void)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0');
}

struct terminal_table *terminal_table_new(const struct terminal_column *columns,
                                          size_t count)
{
	struct terminal_table *table = calloc(1, sizeof *table);

	if (table == NULL)
		return NULL;
	table->columns = count;
	table->table = scols_new_table();
	for (size_t i = 0; table->table != NULL && i < count; i++) {
		if (add_column(table->table, &columns[i]) == 0)
			continue;
		scols_unref_table(table->table);
		table->table = NULL;
	}
	if (table->table == NULL) {
		free(table);
		return NULL;
	}
	scols_table_set_column_separator(table->table, "  ");
	scols_table_enable_colors(table->table, wants_color());
	return table;
}

int terminal_table_add(struct terminal_table *table, const char *const *cells)
{
	struct libscols_line *line = table ? scols_table_new_line(table->table, NULL) : NULL;

	if (line == NULL)
		return -1;
	for (size_t i = 0; i < table->columns; i++)
		if (scols_line_set_data(line, i, cells[i]) != 0)
			return -1;
	return 0;
}

int terminal_table_print(struct terminal_table *table)
{
	if (table == NULL || scols_print_table(table->table) != 0)
		return -1;
	return ferror(stdout) ? -1 : 0;
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
	int filled = (int)(part * BAR_WIDTH);

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

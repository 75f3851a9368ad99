#include "tool/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tool/column.h"
#include "tool/terminal.h"

struct rows {
	FILE *to;
	enum rows_format format;
	const char *const *names;
	int count;
	struct terminal_table *table;
	struct arena arena;          /* of a row of the table */
};

/* ---- Tables ---- */

static int make_table(struct rows *rows, const char *important)
{
	struct terminal_column *columns = arena_alloc(&rows->arena,
	                                              (size_t)rows->count * sizeof *columns);

	for (int i = 0; columns != NULL && i < rows->count; i++) {
		columns[i] = column_of(&rows->arena, rows->names[i], important);
		if (columns[i].title == NULL)
			return -1;
	}
	terminal_table_free(rows->table);
	rows->table = columns ? terminal_table_new(columns, (size_t)rows->count) : NULL;
	arena_reset(&rows->arena);
	return rows->table ? 0 : -1;
}

int rows_rank(struct rows *rows, const char *important)
{
	return rows->format == ROWS_TABLE ? make_table(rows, important) : 0;
}

static int add_to_table(struct rows *rows, const struct question_cell *cells)
{
	const char **texts = arena_alloc(&rows->arena, (size_t)rows->count * sizeof *texts);
	int result;

	for (int i = 0; texts != NULL && i < rows->count; i++)
		texts[i] = cells[i].text.length == 0 ? "-" :
			column_show(&rows->arena, rows->names[i], cells[i].text);
	result = texts ? terminal_table_add(rows->table, texts) : -1;
	arena_reset(&rows->arena);
	return result;
}

static void tell_left_out(const struct rows *rows)
{
	unsigned count = terminal_table_left_out(rows->table);

	if (count > 0)
		fprintf(stderr, "(%u more column%s: in a wider terminal, or with --json or --csv)\n",
		        count, count == 1 ? "" : "s");
}

/* ---- JSON lines ---- */

/* The event as it was sent. A line break can only stand between its tokens. */
static void put_event(FILE *to, struct text json)
{
	for (size_t i = 0; i < json.length; i++)
		fputc(json.at[i] == '\n' || json.at[i] == '\r' ? ' ' : json.at[i], to);
}

static void put_json_row(struct rows *rows, const struct question_cell *cells)
{
	for (int i = 0; i < rows->count; i++) {
		fprintf(rows->to, "%s\"%s\":", i ? "," : "{", rows->names[i]);
		if (cells[i].kind == QUESTION_INTEGER || cells[i].kind == QUESTION_REAL)
			fwrite(cells[i].text.at, 1, cells[i].text.length, rows->to);
		else if (strcmp(rows->names[i], "event") == 0)
			put_event(rows->to, cells[i].text);
		else
			terminal_put_json(rows->to, cells[i].text);
	}
	fputs("}\n", rows->to);
}

/* ---- CSV (RFC 4180) ---- */

static void put_csv_field(FILE *to, struct text text)
{
	bool plain = true;

	for (size_t i = 0; i < text.length; i++)
		plain &= strchr(",\"\r\n", text.at[i]) == NULL || text.at[i] == '\0';
	if (plain) {
		fwrite(text.at, 1, text.length, to);
		return;
	}
	fputc('"', to);
	for (size_t i = 0; i < text.length; i++) {
		if (text.at[i] == '"')
			fputc('"', to);
		fputc(text.at[i], to);
	}
	fputc('"', to);
}

static void put_csv_row(struct rows *rows, const struct question_cell *cells)
{
	for (int i = 0; i < rows->count; i++) {
		if (i > 0)
			fputc(',', rows->to);
		if (cells[i].kind != QUESTION_NULL)
			put_csv_field(rows->to, cells[i].text);
	}
	fputs("\r\n", rows->to);
}

static void put_csv_heading(struct rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		fprintf(rows->to, "%s%s", i ? "," : "", rows->names[i]);
	fputs("\r\n", rows->to);
}

/* ---- All of them ---- */

struct rows *rows_begin(FILE *to, enum rows_format format, const char *const *names,
                        int count)
{
	struct rows *rows = calloc(1, sizeof *rows);

	if (rows == NULL)
		return NULL;
	*rows = (struct rows){.to = to, .format = format, .names = names, .count = count};
	if (format == ROWS_CSV)
		put_csv_heading(rows);
	if (format == ROWS_TABLE && make_table(rows, NULL) != 0) {
		rows_end(rows);
		return NULL;
	}
	return rows;
}

int rows_add(struct rows *rows, const struct question_cell *cells)
{
	if (rows->format == ROWS_TABLE)
		return add_to_table(rows, cells);
	if (rows->format == ROWS_JSON)
		put_json_row(rows, cells);
	else
		put_csv_row(rows, cells);
	return ferror(rows->to) ? -1 : 0;
}

int rows_end(struct rows *rows)
{
	int result = 0;

	if (rows->table != NULL)
		result = terminal_table_print(rows->table);
	if (fflush(rows->to) != 0)
		result = -1;
	if (result == 0)
		tell_left_out(rows);
	terminal_table_free(rows->table);
	arena_free(&rows->arena);
	free(rows);
	return result;
}

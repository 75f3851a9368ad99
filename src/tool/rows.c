#include "tool/rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
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

static char *title_of(struct arena *arena, const char *name)
{
	char *title = arena_copy(arena, name, strlen(name));

	for (char *c = title; c != NULL && *c != '\0'; c++)
		*c = *c == '_' ? ' ' : (char)toupper((unsigned char)*c);
	return title;
}

static bool is_number(const char *name)
{
	static const char *const ENDS[] = {
		"_km", "_percent", "_s", "_l", "_kwh", "_kmh", "_m", "_deg", "longitude",
		"latitude", "events", "stored", "redelivered", "quarantined", "findings", "times",
		"steps", "step", "bytes", "days", "per_day", "reminders", "deliveries", "alerts",
	};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
		if (length >= strlen(ENDS[i]) &&
		    strcmp(name + length - strlen(ENDS[i]), ENDS[i]) == 0)
			return true;
	return false;
}

static int make_table(struct rows *rows)
{
	struct terminal_column *columns = arena_alloc(&rows->arena,
	                                              (size_t)rows->count * sizeof *columns);

	for (int i = 0; columns != NULL && i < rows->count; i++) {
		columns[i] = (struct terminal_column){
			.title = title_of(&rows->arena, rows->names[i]),
			.right = is_number(rows->names[i]), .shrinks = !is_number(rows->names[i]),
		};
		if (columns[i].title == NULL)
			return -1;
	}
	rows->table = columns ? terminal_table_new(columns, (size_t)rows->count) : NULL;
	return rows->table ? 0 : -1;
}

static int add_to_table(struct rows *rows, const struct question_cell *cells)
{
	const char **texts = arena_alloc(&rows->arena, (size_t)rows->count * sizeof *texts);
	int result;

	for (int i = 0; texts != NULL && i < rows->count; i++)
		texts[i] = cells[i].kind == QUESTION_NULL ? "-" :
			arena_copy(&rows->arena, cells[i].text.at, cells[i].text.length);
	result = texts ? terminal_table_add(rows->table, texts) : -1;
	arena_reset(&rows->arena);
	return result;
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
	if (format == ROWS_TABLE && make_table(rows) != 0) {
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
	terminal_table_free(rows->table);
	if (fflush(rows->to) != 0)
		result = -1;
	arena_free(&rows->arena);
	free(rows);
	return result;
}

/*
 * query: how long questions take.
 *
 *	query DATABASE <QUESTIONS
 *
 * Each line of QUESTIONS is a name, a tab and a SELECT. Every one is asked TIMES times,
 * all its rows are read, and a line is printed: name, rows, milliseconds in the median,
 * with tabs between them.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TIMES 5
#define MAX_LINE 4096

static sqlite3 *database;

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void need(int code, int wanted, const char *name)
{
	if (code == wanted)
		return;
	fprintf(stderr, "query: %s: %s\n", name, sqlite3_errmsg(database));
	exit(1);
}

/* Asks once; returns the milliseconds. */
static double ask(const char *name, const char *sql, long *rows)
{
	double begun = now_ms();
	sqlite3_stmt *statement;
	int code, column;

	need(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK, name);
	for (*rows = 0; (code = sqlite3_step(statement)) == SQLITE_ROW; ++*rows)
		for (column = 0; column < sqlite3_column_count(statement); column++)
			sqlite3_column_text(statement, column);
	need(code, SQLITE_DONE, name);
	sqlite3_finalize(statement);
	return now_ms() - begun;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void ask_often(const char *name, const char *sql)
{
	double times[TIMES];
	long rows = 0;
	int i;

	for (i = 0; i < TIMES; i++)
		times[i] = ask(name, sql, &rows);
	qsort(times, TIMES, sizeof *times, compare);
	printf("%s\t%ld\t%.3f\n", name, rows, times[TIMES / 2]);
}

int main(int argc, char **argv)
{
	char line[MAX_LINE], *tab;

	if (argc != 2) {
		fputs("usage: query DATABASE <QUESTIONS\n", stderr);
		return 2;
	}
	need(sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK,
	     argv[1]);
	sqlite3_busy_timeout(database, 20000);
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = '\0';
		tab = strchr(line, '\t');
		if (!tab) {
			fprintf(stderr, "query: no tab in: %s\n", line);
			return 1;
		}
		*tab = '\0';
		ask_often(line, tab + 1);
	}
	sqlite3_close(database);
	return 0;
}

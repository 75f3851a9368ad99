/* outsider.h: a second connection to a test's database, as another program would open it. */
#ifndef CARHOOK_TESTS_OUTSIDER_H
#define CARHOOK_TESTS_OUTSIDER_H

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Makes the file if there is none. The caller closes it. */
static inline sqlite3 *outsider_open(const char *path)
{
	sqlite3 *handle = NULL;

	sqlite3_open(path, &handle);
	sqlite3_busy_timeout(handle, 2000);
	return handle;
}

/* The first column of the first row, "(null)", "(no row)" or what is wrong; good until the
 * next question. */
static inline const char *outsider_ask(const char *path, const char *sql)
{
	static char answer[512];
	sqlite3 *handle = outsider_open(path);
	sqlite3_stmt *statement = NULL;

	strcpy(answer, "(no row)");
	if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) != SQLITE_OK)
		snprintf(answer, sizeof answer, "%s", sqlite3_errmsg(handle));
	else if (sqlite3_step(statement) == SQLITE_ROW)
		snprintf(answer, sizeof answer, "%s",
		         sqlite3_column_type(statement, 0) == SQLITE_NULL
			         ? "(null)" : (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	return answer;
}

/* SQLITE_OK, or the first statement's that fails. */
static inline int outsider_change(const char *path, const char *sql)
{
	sqlite3 *handle = outsider_open(path);
	int result = sqlite3_exec(handle, sql, NULL, NULL, NULL);

	sqlite3_close(handle);
	return result;
}

#endif

#include "store/source-rows.h"

#include <stdlib.h>

#include "store/sql.h"
#include "store/statement.h"

/* Sources of one configuration; a reload may add some. */
#define SOURCES_MAX 64

struct known_source {
	char *name;
	char *edition;
	int64_t id;
};

struct source_rows {
	struct database *database;
	sqlite3_stmt *insert;
	struct known_source known[SOURCES_MAX];
	size_t count;
};

int source_rows_new(struct source_rows **out, struct database *database,
                    struct error *error)
{
	struct source_rows *rows = calloc(1, sizeof *rows);

	if (rows == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the sources");
	rows->database = database;
	if (database_prepare(database, SQL_INSERT_SOURCE, &rows->insert, error) != 0) {
		free(rows);
		return -1;
	}
	*out = rows;
	return 0;
}

void source_rows_forget(struct source_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		free(rows->known[i].name);
		free(rows->known[i].edition);
	}
	rows->count = 0;
}

void source_rows_free(struct source_rows *rows)
{
	if (rows == NULL)
		return;
	source_rows_forget(rows);
	sqlite3_finalize(rows->insert);
	free(rows);
}

/* What there is no memory to remember is asked again next time. */
static void remember(struct source_rows *rows, const char *name, const char *edition,
                     int64_t id)
{
	struct known_source *known;

	if (rows->count == SOURCES_MAX)
		source_rows_forget(rows);
	known = &rows->known[rows->count];
	*known = (struct known_source){strdup(name), strdup(edition), id};
	if (known->name != NULL && known->edition != NULL) {
		rows->count++;
		return;
	}
	free(known->name);
	free(known->edition);
}

int source_rows_id(struct source_rows *rows, const char *name, const char *edition,
                   int64_t *id, struct error *error)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct known_source *known = &rows->known[i];

		if (strcmp(known->name, name) == 0 && strcmp(known->edition, edition) == 0) {
			*id = known->id;
			return 0;
		}
	}
	statement_bind_text(rows->insert, 1, text_of(name));
	statement_bind_text(rows->insert, 2, text_of(edition));
	if (statement_run_int(rows->database, rows->insert, "cannot register a source", id,
	                      error) != 0)
		return -1;
	remember(rows, name, edition, *id);
	return 0;
}

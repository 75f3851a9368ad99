#include "store/mentions.h"

#include "contract/mention.h"
#include "store/statement.h"

static struct text argument(sqlite3_value *value)
{
	const void *bytes = sqlite3_value_blob(value);

	return bytes ? (struct text){bytes, (size_t)sqlite3_value_bytes(value)} : TEXT_NONE;
}

static void names(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sqlite3_result_int(context, mention_is_in(argument(values[0]), argument(values[1])));
}

static void unnamed(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct text text = argument(values[0]), vin = argument(values[1]), result;
	struct arena arena = ARENA_EMPTY;

	(void)count;
	if (!mention_is_in(text, vin)) {
		sqlite3_result_value(context, values[0]);
		return;
	}
	result = mention_mask(text, vin, &arena);
	if (result.at == NULL)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, result.at, result.length, SQLITE_TRANSIENT,
		                      SQLITE_UTF8);
	arena_free(&arena);
}

int mentions_define(struct database *database, struct error *error)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	if (sqlite3_create_function(database->handle, "names", 2, flags, NULL, names, NULL,
	                            NULL) == SQLITE_OK &&
	    sqlite3_create_function(database->handle, "unnamed", 2, flags, NULL, unnamed, NULL,
	                            NULL) == SQLITE_OK)
		return 0;
	return database_error(database, "cannot look for a vehicle's name", error);
}

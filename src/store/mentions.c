#include "store/mentions.h"

#include "contract/mention.h"
#include "store/statement.h"

static struct text argument(sqlite3_value *value)
{
	const void *bytes = sqlite3_value_blob(value);

	return bytes ? (struct text){bytes, (size_t)sqlite3_value_bytes(value)} : TEXT_NONE;
}

/* The name is the second argument; whether it may be cut says the function's own data. */
static struct mention_name name_of(sqlite3_context *context, sqlite3_value **values)
{
	return (struct mention_name){argument(values[1]), sqlite3_user_data(context) != NULL};
}

static void names(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct mention_name name = name_of(context, values);
	int result = mention_is_in(argument(values[0]), &name);

	(void)count;
	if (result < 0)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_int(context, result);
}

static void put_masked(sqlite3_context *context, struct text text,
                       const struct mention_name *name)
{
	struct arena arena = ARENA_EMPTY;
	struct text result = mention_mask(text, name, &arena);

	if (result.at == NULL)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, result.at, result.length, SQLITE_TRANSIENT,
		                      SQLITE_UTF8);
	arena_free(&arena);
}

static void unnamed(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct mention_name name = name_of(context, values);
	struct text text = argument(values[0]);
	int result = mention_is_in(text, &name);

	(void)count;
	if (result < 0)
		sqlite3_result_error_nomem(context);
	else if (result == 0)
		sqlite3_result_value(context, values[0]);
	else
		put_masked(context, text, &name);
}

int mentions_define(struct database *database, struct error *error)
{
	static char quoted;          /* its address says so */
	static const struct {
		const char *name;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
		void *data;
	} FUNCTIONS[] = {
		{"names", names, NULL}, {"unnamed", unnamed, NULL},
		{"quotes", names, &quoted}, {"unquoted", unnamed, &quoted},
	};

	for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
		if (sqlite3_create_function(database->handle, FUNCTIONS[i].name, 2,
		                            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
		                            FUNCTIONS[i].data, FUNCTIONS[i].function, NULL,
		                            NULL) != SQLITE_OK)
			return database_error(database, "cannot look for a vehicle's name", error);
	return 0;
}

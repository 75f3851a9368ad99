#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

int error_set(struct error *error, enum error_code code, const char *format, ...)
{
	va_list arguments;

	if (error == NULL)
		return -1;
	error->code = code;
	va_start(arguments, format);
	vsnprintf(error->text, sizeof error->text, format, arguments);
	va_end(arguments);
	return -1;
}

const char *error_reason(enum error_code code)
{
	static const char *const REASONS[] = {
		[ERROR_NONE] = "", [ERROR_MEMORY] = "memory is short",
		[ERROR_SYSTEM] = "the system refused", [ERROR_CONFIG] = "the configuration is wrong",
		[ERROR_NOT_JSON] = "not JSON", [ERROR_LIMIT] = "over a limit",
		[ERROR_DB_MISSING] = "the database is missing",
		[ERROR_DB_BUSY] = "the database is locked",
		[ERROR_DB_READONLY] = "the database cannot be written",
		[ERROR_DB_FULL] = "the disk is full",
		[ERROR_DB_CORRUPT] = "the database is damaged",
		[ERROR_DB_VERSION] = "the database has another schema",
		[ERROR_DB] = "the database failed",
	};

	return REASONS[code];
}

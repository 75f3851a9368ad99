/* error.h: one error value, filled once where the fact is known and passed up.
 *
 * A function that can fail takes `struct error *` last and returns 0 or -1.
 * On -1 the error is filled; on 0 it is untouched. */
#ifndef CARHOOK_ERROR_H
#define CARHOOK_ERROR_H

enum error_code {
	ERROR_NONE,
	ERROR_MEMORY,        /* an allocation failed, or a bound on memory was met */
	ERROR_SYSTEM,        /* the operating system refused */
	ERROR_CONFIG,        /* the configuration file is wrong: text has file:line */
	ERROR_NOT_JSON,      /* the bytes are not one JSON text (RFC 8259) */
	ERROR_LIMIT,         /* a documented bound was exceeded */
	ERROR_DB_MISSING,    /* no database file, or it was moved away */
	ERROR_DB_BUSY,       /* locked for longer than busy_timeout */
	ERROR_DB_READONLY,   /* no right to write the database or its directory */
	ERROR_DB_FULL,       /* no space left for the database */
	ERROR_DB_CORRUPT,    /* not a carhook database, or damaged */
	ERROR_DB_VERSION,    /* schema older or newer than this program */
	ERROR_DB,            /* anything else SQLite reports */
};

struct error {
	enum error_code code;
	char text[480];      /* one sentence for people: what, where, what to do */
};

/* Fills `error` with `code` and a printf-formatted sentence. `error` may be
 * NULL. Returns -1 always, so that a failing function can end with
 * `return error_set(...)`. Any thread. */
int error_set(struct error *error, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What `code` means in a few words, fit for whoever asks from outside: no path, no
 * value. Any thread. */
const char *error_reason(enum error_code code);

#endif

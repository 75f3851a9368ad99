/* config.h: carhook.conf, read and checked.
 *
 * The file is libconfuse's syntax. Whatever is wrong in it is an error with
 * file:line; an unknown key names the nearest known one. */
#ifndef CARHOOK_CONFIG_H
#define CARHOOK_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/source.h"

struct config {
	char *file;            /* the path it was read from */
	char *database;        /* absolute path of the SQLite file */
	char *health_path;     /* URL path that answers 200 or 500; NULL: none */
	char *metrics_path;    /* URL path that answers with counters; NULL: none */
	size_t max_body;       /* bytes of one request body; 413 above */
	uint32_t max_depth;    /* nested arrays and objects of one body */
	uint32_t max_nodes;    /* JSON values and names of one body */
	size_t max_waiting;    /* bytes of bodies that may wait for the disk together */
	int busy_timeout_ms;   /* how long to wait for another writer */
	int io_timeout_s;      /* how long a silent web server holds a reading thread */
	int threads;           /* reading threads of the receiver */
	int retention_days;    /* that events are kept; 0: for ever */
	struct source *sources;
	size_t source_count;
};

/* Where the configuration is: `given` if not NULL, else $CARHOOK_CONFIG, else
 * sysconfdir/carhook.conf. Borrowed or static; never NULL. */
const char *config_path(const char *given);

/* Reads `file`. On success *out is the caller's, to be freed with config_free.
 * On -1 (ERROR_CONFIG, ERROR_SYSTEM, ERROR_MEMORY) *out is untouched.
 * libconfuse keeps global state while parsing: one thread at a time. */
int config_read(const char *file, struct config **out, struct error *error);

/* The names of its sources as a JSON array, for questions about those that have never sent
 * anything. Lies in `arena`; NULL when memory is short. */
const char *config_source_names(const struct config *config, struct arena *arena);

/* Frees a configuration, wiping its secrets; NULL is legal. */
void config_free(struct config *config);

#endif

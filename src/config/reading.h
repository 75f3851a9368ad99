/* reading.h: carhook.conf as a tree of texts, each with the line it stands on.
 *
 * The only file that knows how libconfuse parses and complains. Values are kept as
 * text and judged afterwards (value.h, source.c, credential.c), because libconfuse's
 * own types forget the line and its own strings are freed without being wiped. */
#ifndef CARHOOK_READING_H
#define CARHOOK_READING_H

#include <stdbool.h>
#include <stddef.h>

#include <confuse.h>

#include "base/error.h"

/* One reading of one file; the first complaint is the one that is told. */
struct reading {
	const char *file;
	struct error *error;   /* may be NULL */
	bool failed;
};

/* One value as it stands in the file, quotes and escapes undone. */
struct value {
	int line;
	const char *key;       /* borrowed from the tree */
	size_t length;         /* bytes of text without its NUL */
	char text[];           /* no control characters */
};

/* Parses at->file. On success *tree is the caller's, to be given to reading_close.
 * Returns -1 with ERROR_CONFIG, ERROR_SYSTEM (no such file, not readable) or
 * ERROR_MEMORY. One thread at a time: libconfuse keeps global state. */
int reading_open(struct reading *at, cfg_t **tree);

/* Wipes the values and frees the tree; NULL is legal. */
void reading_close(cfg_t *tree);

/* Complains about `line`: fills the error with "FILE:LINE: " and the sentence,
 * unless a complaint came before. Returns -1. */
int reading_wrong(struct reading *at, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a lack of memory. Returns -1. */
int reading_no_memory(struct reading *at);

/* The line on which a section opens. */
int reading_line(cfg_t *section);

/* The index-th value of `key`, which must be a key of `section`; NULL when the
 * file has none. Borrowed from the tree. */
const struct value *reading_value(cfg_t *section, const char *key, unsigned index);

#endif

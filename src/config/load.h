/* load.h: carhook.conf as libconfuse can count it.
 *
 * libconfuse 3.3 counts the line of a comment twice and takes the end of the file
 * for a closing brace. So comments become blanks before it sees the text, and quotes
 * and braces that never close are told here, with the line on which they open. */
#ifndef CARHOOK_LOAD_H
#define CARHOOK_LOAD_H

#include <sys/types.h>

#include "config/reading.h"

/* The text of at->file without its comments; each character keeps its place. It is
 * malloc'ed and holds secrets: free it with load_free. NULL after a complaint with
 * ERROR_CONFIG, ERROR_SYSTEM (no such file, not readable) or ERROR_MEMORY. */
char *load_text(struct reading *at);

/* Wipes and frees; NULL is legal. */
void load_free(char *text);

/* Reads `descriptor` to its end, or until `size` bytes are there. Returns how many,
 * or -1 with errno. */
ssize_t load_bytes(int descriptor, char *bytes, size_t size);

#endif

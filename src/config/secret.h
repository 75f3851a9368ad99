/* secret.h: files that hold secrets, one a line. */
#ifndef CARHOOK_SECRET_H
#define CARHOOK_SECRET_H

#include "config/reading.h"

/* Gets one value of a file: `text` without its line end, on line `line` of it.
 * `text` is wiped after the call. Returns 0, or -1 to end the reading. */
typedef int secret_taker(void *context, const char *text, int line);

/* Gives each line of the file that `path` names to `take`; blank lines and lines
 * that begin with '#' are left out. The file must be a regular one of at most
 * SECRET_FILE_MAX bytes, named by an absolute path and closed to other users.
 * Returns -1 after a complaint, or when `take` did. */
int secret_read_file(struct reading *at, const struct value *path, secret_taker *take,
                     void *context);

#endif

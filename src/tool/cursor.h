/* cursor.h: up to which event a follower has come, kept across restarts. */
#ifndef CARHOOK_CURSOR_H
#define CARHOOK_CURSOR_H

#include <stdint.h>

#include "base/error.h"

/* Reads the id in the file; 0 when there is no file. */
int cursor_read(const char *path, int64_t *id, struct error *error);

/* Writes the id: whatever happens meanwhile, the file has the old id or the new one. */
int cursor_write(const char *path, int64_t id, struct error *error);

/* Opens a file of JSON lines for appending, in which the last line is the cursor: it has
 * `"id":N` first. What is behind the last line's end was cut off by a crash, and is
 * removed. Gives the descriptor, and the id of the last line, 0 without one. */
int cursor_open_output(const char *path, int *fd, int64_t *id, struct error *error);

#endif

/* cursor.h: up to which event a follower has come, kept across restarts. */
#ifndef CARHOOK_CURSOR_H
#define CARHOOK_CURSOR_H

#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"

/* A file with the id of the last event that is done, and behind it the id of one that was
 * begun after it and may be done as well, if there is any. */
struct cursor {
	const char *path;
	int fd;              /* -1: not open */
	int64_t done, begun; /* 0: none */
};

/* Opens the file, makes it where there is none, and reads it. A cursor has one follower at
 * a time: another one gets ERROR_SYSTEM. The path must outlive the cursor. */
int cursor_open(struct cursor *cursor, const char *path, struct error *error);

/* Writes both ids. Whoever is killed meanwhile leaves the old ones or the new ones. */
int cursor_move(struct cursor *cursor, int64_t done, int64_t begun, struct error *error);

/* Brings what was written to the disk: it survives the computer, too. */
int cursor_sync(const struct cursor *cursor, struct error *error);

void cursor_close(struct cursor *cursor);

/* The last line of a file of JSON lines. */
struct cursor_line {
	int64_t id;                          /* 0: there is no line */
	char received_at[CLOCK_TEXT_SIZE];   /* of its event */
};

/* Opens a file of JSON lines for appending, or makes it, in which the last line is the
 * cursor: it has `"id":N` first. What is behind the last line's end was cut off by a crash,
 * and is removed; a file that holds anything else is refused, and stays as it is. It, too,
 * has one follower at a time. */
int cursor_open_output(const char *path, int *fd, struct cursor_line *last,
                       struct error *error);

#endif

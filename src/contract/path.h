/* path.h: writes a JSONPath (RFC 9535), step by step, into bounded room.
 *
 * Names are the sender's, and can be as long and as many as he likes: what would not fit
 * is left out. The contract's longest path is below 200 bytes. */
#ifndef CARHOOK_PATH_H
#define CARHOOK_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

#define PATH_TEXT_MAX 1024   /* bytes of a path */
#define PATH_NAME_MAX 64     /* bytes of a member's name that are shown */

struct path {
	char text[PATH_TEXT_MAX];
	size_t length;
};

/* Begins with `prefix`, the path of where the steps begin. */
void path_begin(struct path *path, const char *prefix);

/* A step to an item of an array: [*]. */
void path_add_item(struct path *path);

/* A step to a member: .name, or ['na.me'] with quotes and control characters escaped;
 * backslashes, too, unless the name is `escaped` as in JSON. */
void path_add_member(struct path *path, struct text name, bool escaped);

/* The path, in `arena`; NULL when memory is short. */
const char *path_copy(struct path *path, struct arena *arena);

#endif

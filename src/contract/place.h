/* place.h: where a walk over JSON stands, and its JSONPath when somebody asks.
 *
 * A place is a link of a chain on the stack of the walk: it costs nothing until a
 * finding needs the path. */
#ifndef CARHOOK_PLACE_H
#define CARHOOK_PLACE_H

#include <stdbool.h>

#include "base/arena.h"

struct place {
	const struct place *parent;  /* NULL: where the walk began */
	const char *name;            /* a member; NULL: an item of an array */
};

/* The JSONPath of `place`, with `prefix` for where the walk began, bounded as path.h
 * says. Lies in `arena`; NULL when memory is short. */
const char *place_path(const struct place *place, const char *prefix,
                       struct arena *arena);

/* Whether `path` is the JSONPath of `place`, of a walk that began at "$". */
bool place_is(const struct place *place, const char *path);

#endif

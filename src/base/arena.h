/* arena.h: memory that dies as one.
 *
 * A request allocates from its arena and never frees a piece; arena_free
 * releases everything. One arena is used by one thread at a time. */
#ifndef CARHOOK_ARENA_H
#define CARHOOK_ARENA_H

#include <stddef.h>

#include "base/text.h"

struct arena_block;

struct arena {
	struct arena_block *blocks;  /* newest first */
	size_t used;                 /* bytes handed out from the newest block */
	size_t total;                /* bytes held in all blocks */
};

/* An empty arena; allocates nothing yet. */
#define ARENA_EMPTY ((struct arena){NULL, 0, 0})

/* `size` bytes, aligned for any type, not zeroed. Returns NULL when memory is
 * short; the arena stays usable and must still be freed. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of `length` bytes, or NULL when memory is short. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* A printf-formatted string, or NULL when memory is short. */
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Forgets every allocation but keeps the newest block for the next use. */
void arena_reset(struct arena *arena);

/* Releases everything; the arena is empty again. Legal on an empty arena. */
void arena_free(struct arena *arena);

#endif

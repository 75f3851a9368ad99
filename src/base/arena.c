#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Small requests share one block; 16 KiB holds a 1 KB callback with its nodes. */
#define BLOCK_SIZE (16 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static size_t aligned(size_t size)
{
	return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
	struct arena_block *block = malloc(sizeof *block + size);

	if (block == NULL)
		return NULL;
	block->older = arena->blocks;
	block->size = size;
	arena->blocks = block;
	arena->used = 0;
	arena->total += size;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	void *piece;

	if (size > (size_t)-1 / 2)
		return NULL;
	size = aligned(size ? size : 1);
	if (block == NULL || block->size - arena->used < size)
		block = block_new(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
	if (block == NULL)
		return NULL;
	piece = block->bytes + arena->used;
	arena->used += size;
	return piece;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (copy == NULL)
		return NULL;
	if (length > 0)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	char guess[256];
	va_list arguments;
	char *string;
	int length;

	va_start(arguments, format);
	length = vsnprintf(guess, sizeof guess, format, arguments);
	va_end(arguments);
	if (length >= 0 && (size_t)length < sizeof guess)
		return arena_copy(arena, guess, (size_t)length);
	string = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
	if (string == NULL)
		return NULL;
	va_start(arguments, format);
	vsnprintf(string, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return string;
}

static void blocks_free(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *older = block->older;
		free(block);
		block = older;
	}
}

void arena_reset(struct arena *arena)
{
	struct arena_block *newest = arena->blocks;

	arena->used = 0;
	if (newest == NULL)
		return;
	blocks_free(newest->older);
	newest->older = NULL;
	arena->total = newest->size;
	/* A block made for one huge body is not kept for the small ones to come. */
	if (newest->size > BLOCK_SIZE)
		arena_free(arena);
}

void arena_free(struct arena *arena)
{
	blocks_free(arena->blocks);
	*arena = ARENA_EMPTY;
}

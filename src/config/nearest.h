/* nearest.h: which known name somebody meant. */
#ifndef CARHOOK_NEAREST_H
#define CARHOOK_NEAREST_H

#include <stddef.h>

#define NEAREST_MAX 32   /* characters of the longest name that is compared */

/* The name of `names` (ended by NULL) with the fewest insertions, removals and
 * changes from `word`, capitals aside; NULL when even that one differs in more than
 * two characters and a third of the word, or `word` is longer than NEAREST_MAX.
 * Borrowed. */
const char *nearest_name(const char *word, const char *const *names);

/* Writes "a, b and c" to `text`, cut off at `size` bytes. */
void nearest_list(const char *const *names, char *text, size_t size);

#endif

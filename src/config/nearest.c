#include "config/nearest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/* Levenshtein's distance with one row of his table: row[j] is the distance between
 * the part of `a` seen so far and the first j characters of `b`. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NEAREST_MAX + 1], length = strlen(b);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 1; j <= length; j++) {
			int differ = tolower((unsigned char)a[i]) != b[j - 1];
			size_t changed = diagonal + (size_t)differ;

			diagonal = row[j];
			row[j] = least(changed, row[j] + 1, row[j - 1] + 1);
		}
	}
	return row[length];
}

const char *nearest_name(const char *word, const char *const *names)
{
	const char *best = NULL;
	size_t limit = strlen(word) / 3 > 2 ? strlen(word) / 3 : 2;

	if (strlen(word) > NEAREST_MAX)
		return NULL;
	for (; *names; names++) {
		size_t d = strlen(*names) <= NEAREST_MAX ? distance(word, *names) : limit + 1;

		if (d <= limit) {
			best = *names;
			limit = d > 0 ? d - 1 : 0;
		}
	}
	return best;
}

void nearest_list(const char *const *names, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; names[i] && used < size; i++) {
		const char *between = i == 0 ? "" : names[i + 1] ? ", " : " and ";
		int written = snprintf(text + used, size - used, "%s%s", between, names[i]);

		used += written > 0 ? (size_t)written : 0;
	}
}

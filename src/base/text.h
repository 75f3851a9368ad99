/* text.h: a borrowed slice of bytes. It owns nothing and need not end in NUL. */
#ifndef CARHOOK_TEXT_H
#define CARHOOK_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct text {
	const char *at;      /* NULL: there is no text (unlike an empty one) */
	size_t length;       /* bytes */
};

#define TEXT_NONE ((struct text){NULL, 0})
#define TEXT_LITERAL(s) ((struct text){(s), sizeof(s) - 1})

/* The slice over a C string; NULL gives TEXT_NONE. */
static inline struct text text_of(const char *string)
{
	return (struct text){string, string ? strlen(string) : 0};
}

static inline bool text_equal(struct text a, struct text b)
{
	return a.length == b.length && a.at && b.at && memcmp(a.at, b.at, a.length) == 0;
}

/* Compares as far as the first difference: tables of words are searched with it. */
static inline bool text_is(struct text a, const char *string)
{
	size_t i = 0;

	while (i < a.length && string[i] == a.at[i] && string[i] != '\0')
		i++;
	return a.at != NULL && i == a.length && string[i] == '\0';
}

#endif

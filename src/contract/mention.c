#include "contract/mention.h"

#include <ctype.h>

/* Before `at` ends an escape of JSON, whose letters belong to no word: \n or \u00e9. */
static bool ends_escape(const char *begin, const char *at)
{
	if (at - begin >= 2 && at[-2] == '\\' && strchr("bfnrt", at[-1]) != NULL)
		return true;
	return at - begin >= 6 && at[-6] == '\\' && at[-5] == 'u';
}

static bool is_word_character(char c)
{
	return isalnum((unsigned char)c) != 0;
}

static bool is_number(struct text vin)
{
	for (size_t i = 0; i < vin.length; i++)
		if (!isdigit((unsigned char)vin.at[i]))
			return false;
	return true;
}

/* Whether the bytes at `at`, which are the VIN's, are a word. */
static bool is_word(struct text text, const char *at, struct text vin)
{
	const char *behind = at + vin.length, *end = text.at + text.length;

	if (is_number(vin))
		return at > text.at && at[-1] == '"' && behind < end && *behind == '"';
	return (at == text.at || !is_word_character(at[-1]) || ends_escape(text.at, at)) &&
	       (behind == end || !is_word_character(*behind));
}

/* The first mention from `from` on, or NULL. */
static const char *find(struct text text, const char *from, struct text vin)
{
	const char *end = text.at + text.length, *at = from;

	if (text.at == NULL || vin.length == 0)
		return NULL;
	while ((at = memmem(at, (size_t)(end - at), vin.at, vin.length)) != NULL) {
		if (is_word(text, at, vin))
			return at;
		at++;
	}
	return NULL;
}

bool mention_is_in(struct text text, struct text vin)
{
	return find(text, text.at, vin) != NULL;
}

static size_t count(struct text text, struct text vin)
{
	size_t mentions = 0;

	for (const char *at = find(text, text.at, vin); at != NULL;
	     at = find(text, at + vin.length, vin))
		mentions++;
	return mentions;
}

struct text mention_mask(struct text text, struct text vin, struct arena *arena)
{
	const char *done = text.at, *at;
	char *copy = arena_alloc(arena, text.length + 1 +
	                         count(text, vin) * strlen(MENTION_MASK)), *to = copy;

	if (copy == NULL)
		return TEXT_NONE;
	for (at = find(text, done, vin); at != NULL; at = find(text, done, vin)) {
		memcpy(to, done, (size_t)(at - done));
		to += at - done;
		memcpy(to, MENTION_MASK, strlen(MENTION_MASK));
		to += strlen(MENTION_MASK);
		done = at + vin.length;
	}
	memcpy(to, done, (size_t)(text.at + text.length - done));
	to += text.at + text.length - done;
	return (struct text){copy, (size_t)(to - copy)};
}

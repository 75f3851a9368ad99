#include "contract/mention.h"

#include <ctype.h>

#include "contract/path.h"
#include "contract/spelling.h"

/* Bytes of a name that make it one: with fewer, chance finds it in what only looks like
 * base64, and a name that was cut could be anybody's. */
#define NAME_LEAST 6

/* What ends a text that a finding had to shorten. */
#define CUT "..."

struct search {
	struct text text;
	const struct mention_name *name;
	bool is_cut;                 /* the text may end within the name */
	unsigned depth;
};

struct mention {
	const char *at, *behind;     /* at NULL: there is none */
};

/* ---- As a word ---- */

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

/* Whether the bytes between the two, which are the VIN's, are a word. */
static bool is_word(const struct search *s, const char *at, const char *behind)
{
	const char *begin = s->text.at, *end = begin + s->text.length;

	if (is_number(s->name->vin))
		return at > begin && at[-1] == '"' && behind < end &&
		       spelling_read(s->text, behind).bytes[0] == '"';
	return (at == begin || !is_word_character(at[-1]) || ends_escape(begin, at)) &&
	       (behind == end || !is_word_character(spelling_read(s->text, behind).bytes[0]));
}

/* Whether a finding shortened its text at `at`: a value there, or a name within a path.
 * It may have cut an escape. */
static bool was_cut(const struct search *s, const char *at)
{
	const char *end = s->text.at + s->text.length;

	while (at < end && *at == '\\')
		at++;
	if (at > s->text.at && at[-1] == '\\')
		while (at < end && isalnum((unsigned char)*at))
			at++;
	if (at == end)
		return s->is_cut;
	if (!s->name->quoted || (size_t)(end - at) < strlen(CUT) ||
	    memcmp(at, CUT, strlen(CUT)) != 0)
		return false;
	at += strlen(CUT);
	return at == end || *at == '\'';
}

/* The end of the name that begins at `at`, or NULL. */
static const char *match(const struct search *s, const char *at)
{
	const char *behind = at;
	size_t matched = spelling_match(s->text, &behind, s->name->vin);

	if (matched < s->name->vin.length && (matched < NAME_LEAST || !was_cut(s, behind)))
		return NULL;
	return is_word(s, at, behind) ? behind : NULL;
}

static struct mention find_word(const struct search *s, const char *from)
{
	const char *end = s->text.at + s->text.length, first = s->name->vin.at[0];

	for (const char *at = from; at < end; at++) {
		const char *behind = *at == first || *at == '\\' ? match(s, at) : NULL;

		if (behind != NULL)
			return (struct mention){at, behind};
	}
	return (struct mention){NULL, NULL};
}

/* ---- In base64 ---- */

static int find(const struct search *s, struct arena *arena);

/* Wherever it begins in the run: 1, 0, or -1. */
static int is_in_run(const struct search *s, struct text run, struct arena *arena)
{
	int result = 0;

	for (size_t skip = 0; skip < 4 && result == 0; skip++) {
		struct search within = {
			.text = spelling_decode_base64(run, skip, arena), .name = s->name,
			.is_cut = was_cut(s, run.at + run.length), .depth = s->depth + 1};

		if (within.text.at == NULL)
			return -1;
		result = find(&within, arena);
	}
	return result;
}

/* Characters that a name makes in base64 at least; and one that was cut. */
static size_t least_run(const struct search *s)
{
	size_t length = s->name->quoted ? NAME_LEAST : s->name->vin.length;

	return (length * 4 + 2) / 3;
}

static int find_run(const struct search *s, const char *from, struct mention *found,
                    struct arena *arena)
{
	size_t least = least_run(s);
	struct text run = spelling_find_base64(s->text, from, least);
	int result = 0;

	*found = (struct mention){NULL, NULL};
	while (run.at != NULL && result == 0) {
		result = is_in_run(s, run, arena);
		if (result == 1)
			*found = (struct mention){run.at, run.at + run.length};
		else
			run = spelling_find_base64(s->text, run.at + run.length, least);
	}
	return result;
}

/* ---- Either ---- */

/* The next of both kinds. One stays until it is passed: what is looked for again and again
 * would be as slow as the text is long, times its mentions. */
struct next {
	struct mention word, run;    /* at the end of the text: there is none left */
};

static bool is_passed(const struct mention *mention, const char *from)
{
	return mention->at == NULL || mention->at < from;
}

static struct mention or_end(struct mention mention, const struct search *s)
{
	const char *end = s->text.at + s->text.length;

	return mention.at != NULL ? mention : (struct mention){end, end};
}

/* The first mention from `from` on: 1, 0 or -1. *next begins with zeros. */
static int find_next(const struct search *s, const char *from, struct next *next,
                     struct mention *found, struct arena *arena)
{
	bool decodes = s->depth < SPELLING_BASE64_DEPTH && s->name->vin.length >= NAME_LEAST;
	struct mention run = {NULL, NULL};

	if (is_passed(&next->word, from))
		next->word = or_end(find_word(s, from), s);
	if (is_passed(&next->run, from)) {
		if (decodes && find_run(s, from, &run, arena) < 0)
			return -1;
		next->run = or_end(run, s);
	}
	*found = next->run.at < next->word.at ? next->run : next->word;
	return found->at < s->text.at + s->text.length;
}

static int find(const struct search *s, struct arena *arena)
{
	struct next next = {.word = {NULL, NULL}};
	struct mention found;

	return find_next(s, s->text.at, &next, &found, arena);
}

/* ---- From outside ---- */

static struct search search_in(struct text text, const struct mention_name *name)
{
	/* A path that is too long ends without a sign of it, perhaps before a character. */
	return (struct search){.text = text, .name = name,
	                       .is_cut = name->quoted && text.length >= PATH_TEXT_MAX - 4};
}

int mention_is_in(struct text text, const struct mention_name *name)
{
	struct search search = search_in(text, name);
	struct arena arena = ARENA_EMPTY;
	int result;

	if (text.at == NULL || name->vin.length == 0)
		return 0;
	result = find(&search, &arena);
	arena_free(&arena);
	return result;
}

/* Bytes of the copy at most. */
static size_t mask_room(struct text text, struct text vin)
{
	size_t shortest = vin.length < NAME_LEAST ? vin.length : NAME_LEAST;

	return text.length + (text.length / shortest + 1) * strlen(MENTION_MASK);
}

static char *put(char *to, const char *from, const char *end)
{
	memcpy(to, from, (size_t)(end - from));
	return to + (end - from);
}

struct text mention_mask(struct text text, const struct mention_name *name,
                         struct arena *arena)
{
	static const char mask[] = MENTION_MASK;
	struct search search = search_in(text, name);
	struct next next = {.word = {NULL, NULL}};
	const char *done = text.at;
	char *copy = arena_alloc(arena, mask_room(text, name->vin)), *to = copy;
	struct mention found;
	int result;

	if (copy == NULL)
		return TEXT_NONE;
	while ((result = find_next(&search, done, &next, &found, arena)) == 1) {
		to = put(to, done, found.at);
		to = put(to, mask, mask + strlen(mask));
		done = found.behind;
	}
	to = put(to, done, text.at + text.length);
	return result < 0 ? TEXT_NONE : (struct text){copy, (size_t)(to - copy)};
}

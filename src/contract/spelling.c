#include "contract/spelling.h"

#include <stdint.h>

#include "contract/json-escape.h"

/* ---- Characters ---- */

static struct spelling one_byte(char c, const char *behind)
{
	return (struct spelling){.bytes = {c}, .length = 1, .behind = behind};
}

/* The escape \uXXXX whose u is at `at`; with its second half if it has one. */
static struct spelling read_point(const char *backslash, const char *at, const char *end)
{
	uint32_t left = end - at < 11 ? (uint32_t)(end - at) : 11, used;
	struct spelling spelling;

	if (json_escape_point((const unsigned char *)at, left, &used) < 0)
		return one_byte('\\', backslash + 1);
	spelling.behind = at + used;
	spelling.length = json_escape_decode((struct text){at - 1, used + 1}, spelling.bytes,
	                                     '\0');
	return spelling;
}

/* Of one escape: JSON in JSON five times over has 32. */
#define BACKSLASHES_MAX 32

static struct spelling read_escape(struct text text, const char *backslash)
{
	const char *end = text.at + text.length, *at = backslash + 1;
	char simple;

	while (at < end && *at == '\\' && at - backslash < BACKSLASHES_MAX)
		at++;
	if (at < end && *at == 'u')
		return read_point(backslash, at, end);
	simple = at < end ? json_escape_simple((unsigned char)*at) : 0;
	if (simple != 0)
		return one_byte(simple, at + 1);
	return one_byte('\\', at - backslash > 1 ? backslash + 2 : at);
}

struct spelling spelling_read(struct text text, const char *at)
{
	return *at == '\\' ? read_escape(text, at) : one_byte(*at, at + 1);
}

size_t spelling_match(struct text text, const char **at, struct text word)
{
	const char *end = text.at + text.length;
	size_t matched = 0;

	while (matched < word.length && *at < end) {
		struct spelling c = one_byte(**at, *at + 1);

		/* A backslash may be the word's own. */
		if (**at == '\\' && word.at[matched] != '\\')
			c = read_escape(text, *at);
		if (c.length > word.length - matched ||
		    memcmp(c.bytes, word.at + matched, c.length) != 0)
			break;
		matched += c.length;
		*at = c.behind;
	}
	return matched;
}

/* ---- Base64 ---- */

/* The six bits of a character of one of the two alphabets, or -1. */
static int sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static bool is_sextet(struct spelling c)
{
	return c.length == 1 && sextet(c.bytes[0]) >= 0;
}

static bool is_one_of(struct spelling c, const char *characters)
{
	return c.length == 1 && c.bytes[0] != '\0' && strchr(characters, c.bytes[0]) != NULL;
}

static const char *skip_padding(struct text text, const char *at)
{
	const char *end = text.at + text.length;

	while (at < end && is_one_of(spelling_read(text, at), "="))
		at = spelling_read(text, at).behind;
	return at;
}

/* The end of the run that begins at `at`, and how many characters it has. */
static const char *end_of_run(struct text text, const char *at, size_t *count)
{
	const char *end = text.at + text.length, *behind = at;

	*count = 0;
	while (at < end) {
		struct spelling c = spelling_read(text, at);

		if (is_sextet(c)) {
			++*count;
			behind = c.behind;
		} else if (!is_one_of(c, "\r\n")) {
			break;
		}
		at = c.behind;
	}
	return behind;
}

/* What a run is written with: an escape in it begins with a backslash, and goes on with
 * letters and digits. */
static bool is_run_byte(char c)
{
	return sextet(c) >= 0 || c == '\\' || c == '\r' || c == '\n';
}

/* Behind the last of the next `least` bytes that is in no run; `at` if each may be. JSON has
 * such bytes everywhere, so few of the others are looked at; and none twice: up to `known`
 * all may be. */
static const char *skip_others(const char *at, size_t least, const char **known)
{
	for (const char *last = at + least; last > at && last > *known; last--)
		if (!is_run_byte(last[-1]))
			return last;
	*known = at + least;
	return at;
}

struct text spelling_find_base64(struct text text, const char *from, size_t least)
{
	const char *end = text.at + text.length, *at = from, *known = from;

	while (least > 0 && (size_t)(end - at) >= least) {
		const char *next = skip_others(at, least, &known);
		size_t count = 0;

		if (next == at) {
			struct spelling c = spelling_read(text, at);

			next = is_sextet(c) ? end_of_run(text, at, &count) : c.behind;
		}
		if (count >= least)
			return (struct text){at, (size_t)(skip_padding(text, next) - at)};
		at = next;
	}
	return TEXT_NONE;
}

struct text spelling_decode_base64(struct text run, size_t skip, struct arena *arena)
{
	char *bytes = arena_alloc(arena, run.length + 1), *to = bytes;
	const char *end = run.at + run.length, *at = run.at;
	uint32_t bits = 0;
	unsigned held = 0;           /* of the bits that make no byte yet */

	if (bytes == NULL)
		return TEXT_NONE;
	for (struct spelling c; at < end; at = c.behind) {
		c = spelling_read(run, at);
		if (!is_sextet(c) || (skip > 0 && skip--))
			continue;
		bits = bits << 6 | (uint32_t)sextet(c.bytes[0]);
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		*to++ = (char)(bits >> held & 0xff);
	}
	return (struct text){bytes, (size_t)(to - bytes)};
}

bool spelling_is_url_base64(struct text run)
{
	return memchr(run.at, '-', run.length) != NULL || memchr(run.at, '_', run.length) != NULL;
}

/* The six bits of the bytes from bit `from` on; those behind the bytes are of `before`. */
static int bits_of(struct text bytes, size_t from, int before)
{
	int bits = 0;

	for (size_t bit = from; bit < from + 6; bit++) {
		int one = bit / 8 < bytes.length
			? (unsigned char)bytes.at[bit / 8] >> (7 - bit % 8)
			: before >> (5 - (bit - from));
		bits = bits << 1 | (one & 1);
	}
	return bits;
}

void spelling_overwrite_base64(struct text run, size_t skip, struct text bytes)
{
	static const char LETTERS[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	bool is_url = spelling_is_url_base64(run);
	const char *end = run.at + run.length, *at = run.at;
	size_t from = 0;

	for (struct spelling c; at < end; at = c.behind) {
		int before, now;

		c = spelling_read(run, at);
		if (!is_sextet(c) || (skip > 0 && skip--))
			continue;
		before = sextet(c.bytes[0]);
		now = bits_of(bytes, from, before);
		from += 6;
		if (now != before && c.behind == at + 1)
			*(char *)(uintptr_t)at = now < 62 ? LETTERS[now] : (is_url ? "-_" : "+/")[now - 62];
	}
}

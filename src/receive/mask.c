#include "receive/mask.h"

#include <stdint.h>
#include <strings.h>

#include "config/limits.h"
#include "contract/json-escape.h"
#include "contract/spelling.h"

/* ---- What is secret ---- */

/* Of the header Authorization what follows the scheme may stand alone, too. No other value
 * is taken apart, and no short end: it could be a word of any event. */
static struct text behind_scheme(const struct credential *credential, const char *value)
{
	static const char *const SCHEMES[] = {"Bearer ", "Basic "};

	if (!attribute_key_is(text_of(credential->name), "authorization"))
		return TEXT_NONE;
	for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++) {
		size_t length = strlen(SCHEMES[i]);

		if (strncasecmp(value, SCHEMES[i], length) == 0 &&
		    strlen(value + length) >= SECRET_MIN)
			return text_of(value + length);
	}
	return TEXT_NONE;
}

/* Steps over the secrets of a source. Each value is two: the whole, and what follows its
 * scheme, if anything does. */
struct secrets {
	const struct source *source;
	size_t credential, i;
	struct text secret;
};

static bool next_secret(struct secrets *s)
{
	while (s->credential < s->source->credential_count) {
		const struct credential *credential = &s->source->credentials[s->credential];
		const char *value;

		if (s->i == 2 * credential->value_count) {
			s->credential++;
			s->i = 0;
			continue;
		}
		value = credential->values[s->i / 2];
		s->secret = s->i++ % 2 == 0 ? text_of(value) : behind_scheme(credential, value);
		if (s->secret.length > 0)
			return true;
	}
	return false;
}

/* ---- Where a secret stands ---- */

/* The bytes of the longest escape, a surrogate pair. */
#define ESCAPE_MAX 12

/* The length of the escape at `at`, or 1: a byte that stands for itself. */
static size_t unit_length(const char *at, const char *end)
{
	uint32_t used, left = (uint32_t)(end - at) - 1;

	if (*at != '\\' || left == 0)
		return 1;
	if (json_escape_simple((unsigned char)at[1]))
		return 2;
	return at[1] == 'u' && json_escape_point((const unsigned char *)at + 1, left, &used) >= 0
	       ? 1 + used : 1;
}

/* How many bytes at `at` are the secret, any of its characters escaped as JSON may; 0 when
 * they are not. */
static size_t match_length(const char *at, const char *end, struct text secret)
{
	const char *next = at;
	size_t matched = 0;

	while (matched < secret.length) {
		char unit[ESCAPE_MAX];
		size_t raw = next < end ? unit_length(next, end) : 0, length = raw;

		if (raw == 1)
			unit[0] = *next;
		else
			length = json_escape_decode((struct text){next, raw}, unit, '?');
		if (length == 0 || length > secret.length - matched ||
		    memcmp(unit, secret.at + matched, length) != 0)
			return 0;
		matched += length;
		next += raw;
	}
	return (size_t)(next - at);
}

/* The same with escapes of JSON within JSON; up to the end of an escape. */
static size_t match_deeper(const char *at, const char *end, struct text secret)
{
	const char *behind = at, *next = at;

	if (spelling_match((struct text){at, (size_t)(end - at)}, &behind, secret) < secret.length)
		return 0;
	while (next < behind)
		next += unit_length(next, end);
	return (size_t)(next - at);
}

/* Of both; nearly every place is none, and seen to be by its first byte. */
static size_t match_at(const char *at, const char *end, struct text secret)
{
	size_t length;

	if (*at != secret.at[0] && *at != '\\')
		return 0;
	length = match_length(at, end, secret);
	return length > 0 ? length : match_deeper(at, end, secret);
}

/* The first place of the secret in `text`, plain, or, if it `has_escapes`, with these;
 * TEXT_NONE without one. `by_unit`: an escape is never entered, as the text is a string of
 * JSON that shall stay one. */
static struct text find_secret(struct text text, struct text secret, bool has_escapes,
                               bool by_unit)
{
	const char *at = text.at, *end = text.at + text.length;

	if (!has_escapes) {
		at = memmem(text.at, text.length, secret.at, secret.length);
		return at != NULL ? (struct text){at, secret.length} : TEXT_NONE;
	}
	while (at < end) {
		size_t length = match_at(at, end, secret);

		if (length > 0)
			return (struct text){at, length};
		at += by_unit ? unit_length(at, end) : 1;
	}
	return TEXT_NONE;
}

/* ---- Overwriting ---- */

static bool mask_secret(char *bytes, size_t length, struct text secret, bool by_unit)
{
	bool has_escapes = memchr(bytes, '\\', length) != NULL, masked = false;
	char *at = bytes, *end = bytes + length;
	struct text found;

	while ((found = find_secret((struct text){at, (size_t)(end - at)}, secret, has_escapes,
	                            by_unit)).at != NULL) {
		at += found.at - at;
		memset(at, '*', found.length);
		at += found.length;
		masked = true;
	}
	return masked;
}

/* Whether there was any. */
static bool mask_secrets(const struct source *source, char *bytes, size_t length, bool by_unit)
{
	struct secrets s = {.source = source};
	bool masked = false;

	while (next_secret(&s))
		masked |= mask_secret(bytes, length, s.secret, by_unit);
	return masked;
}

/* ---- Base64 ---- */

/* So many characters of base64 the shortest secret makes at least. */
static size_t shortest_run(const struct source *source)
{
	struct secrets s = {.source = source};
	size_t shortest = SIZE_MAX / 4;

	while (next_secret(&s))
		if (s.secret.length < shortest)
			shortest = s.secret.length;
	return shortest * 4 / 3;
}

static bool mask_base64(const struct source *source, struct text text, unsigned depth,
                        struct arena *arena);

/* Wherever in the run a secret begins. */
static bool mask_run(const struct source *source, struct text run, unsigned depth,
                     struct arena *arena)
{
	bool masked = false;

	for (size_t skip = 0; skip < 4; skip++) {
		struct text bytes = spelling_decode_base64(run, skip, arena);
		bool changed;

		if (bytes.at == NULL) {
			memset((char *)(uintptr_t)run.at, '*', run.length);
			return true;
		}
		changed = mask_secrets(source, (char *)(uintptr_t)bytes.at, bytes.length, false);
		if (depth > 1)
			changed |= mask_base64(source, bytes, depth - 1, arena);
		if (changed)
			spelling_overwrite_base64(run, skip, bytes);
		masked |= changed;
	}
	return masked;
}

/* Base64 stays base64, of what is masked. Whether there was any. */
static bool mask_base64(const struct source *source, struct text text, unsigned depth,
                        struct arena *arena)
{
	size_t least = shortest_run(source);
	const char *from = text.at;
	bool masked = false;
	struct text run;

	while ((run = spelling_find_base64(text, from, least)).at != NULL) {
		masked |= mask_run(source, run, depth, arena);
		from = run.at + run.length;
	}
	return masked;
}

/* ---- From outside ---- */

struct text mask_bytes(const struct source *source, struct text bytes, struct arena *arena)
{
	char *copy = arena_copy(arena, bytes.at, bytes.length);
	struct text masked = {copy, bytes.length};

	if (copy == NULL)
		return TEXT_NONE;
	mask_secrets(source, copy, bytes.length, false);
	mask_base64(source, masked, SPELLING_BASE64_DEPTH, arena);
	return masked;
}

static bool may_hold_secrets(const struct source *source, const struct json *json)
{
	struct text text = json_source(json, 0);
	struct secrets s = {.source = source};

	if (memchr(text.at, '\\', text.length) != NULL)
		return true;
	while (next_secret(&s))
		if (find_secret(text, s.secret, false, true).at != NULL)
			return true;
	return false;
}

/* The strings one by one: a secret does not go from one to the next. */
static void mask_strings(const struct source *source, const struct json *json)
{
	for (uint32_t i = 0; i < json->count; i++) {
		struct text raw = json_raw(json, i);

		if (json_kind(json, i) == JSON_STRING)
			mask_secrets(source, (char *)(uintptr_t)raw.at, raw.length, true);
	}
}

void mask_callback(const struct source *source, const struct callback *callback,
                   struct arena *arena)
{
	const struct json *const documents[] = {&callback->json, callback->inner};

	for (size_t i = 0; i < 2; i++) {
		const struct json *json = documents[i];

		if (json == NULL)
			continue;
		/* Nearly every body holds none, and is only searched once. */
		if (may_hold_secrets(source, json))
			mask_strings(source, json);
		mask_base64(source, json_source(json, 0), SPELLING_BASE64_DEPTH, arena);
	}
}

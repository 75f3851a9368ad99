#include "receive/mask.h"

#include <stdint.h>
#include <strings.h>

#include "config/limits.h"
#include "contract/json-escape.h"
#include "contract/push.h"

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

/* Each value is two secrets: the whole, and what follows its scheme or TEXT_NONE. */
static size_t secret_count(const struct credential *credential)
{
	return credential->value_count * 2;
}

static struct text secret_at(const struct credential *credential, size_t i)
{
	const char *value = credential->values[i / 2];

	return i % 2 == 0 ? text_of(value) : behind_scheme(credential, value);
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

/* The first place of the secret in `text`, plain or escaped; TEXT_NONE without one. */
static struct text find_secret(struct text text, struct text secret)
{
	const char *at, *end;

	if (text.at == NULL || secret.length == 0)
		return TEXT_NONE;
	at = memmem(text.at, text.length, secret.at, secret.length);
	if (at != NULL)
		return (struct text){at, secret.length};
	if (memchr(text.at, '\\', text.length) == NULL)
		return TEXT_NONE;
	end = text.at + text.length;
	for (at = text.at; at < end; at++) {
		size_t length = match_length(at, end, secret);

		if (length > 0)
			return (struct text){at, length};
	}
	return TEXT_NONE;
}

/* ---- Plain bytes ---- */

static void mask_secret(char *bytes, size_t length, struct text secret)
{
	struct text found;
	char *at = bytes, *end = bytes + length;

	while ((found = find_secret((struct text){at, (size_t)(end - at)}, secret)).at != NULL) {
		at += found.at - at;
		memset(at, '*', found.length);
		at += found.length;
	}
}

struct text mask_bytes(const struct source *source, struct text bytes, struct arena *arena)
{
	char *copy = arena_copy(arena, bytes.at, bytes.length);

	if (copy == NULL)
		return TEXT_NONE;
	for (size_t i = 0; i < source->credential_count; i++)
		for (size_t k = 0; k < secret_count(&source->credentials[i]); k++)
			mask_secret(copy, bytes.length, secret_at(&source->credentials[i], k));
	return (struct text){copy, bytes.length};
}

/* ---- Strings of JSON ---- */

static bool holds_secret(const struct source *source, struct text text)
{
	for (size_t i = 0; i < source->credential_count; i++)
		for (size_t k = 0; k < secret_count(&source->credentials[i]); k++)
			if (find_secret(text, secret_at(&source->credentials[i], k)).at != NULL)
				return true;
	return false;
}

static void mask_string(const struct json *json, uint32_t node)
{
	struct text raw = json_raw(json, node);

	memset((char *)(uintptr_t)raw.at, '*', raw.length);
}

/* Two masked names of one object stay two: all but the first end with a number. */
static void mask_names(const struct source *source, const struct json *json,
                       uint32_t object, struct arena *arena)
{
	unsigned masked = 0;

	for (uint32_t i = json_first(json, object); i < json_end(json, object);
	     i = json_next(json, i)) {
		struct text raw = json_raw(json, i);
		char *end = (char *)(uintptr_t)raw.at + raw.length;

		if (!holds_secret(source, json_string(json, i, arena, '?')))
			continue;
		mask_string(json, i);
		for (unsigned rest = masked++; rest > 0 && end > raw.at; rest /= 10)
			*--end = (char)('0' + rest % 10);
	}
}

static void mask_strings(const struct source *source, const struct json *json,
                         struct arena *arena)
{
	for (uint32_t i = 0; i < json->count; i++) {
		if (json_kind(json, i) == JSON_OBJECT)
			mask_names(source, json, i, arena);
		else if (json_kind(json, i) == JSON_STRING && !json->nodes[i].is_name &&
		         holds_secret(source, json_string(json, i, arena, '?')))
			mask_string(json, i);
	}
}

static bool has_escapes(const struct json *json)
{
	for (uint32_t i = 0; i < json->count; i++)
		if (json->nodes[i].kind == JSON_STRING && json->nodes[i].escaped)
			return true;
	return false;
}

/* A message in base64 that holds a secret is masked as a whole: where it is read, nothing
 * is kept of it but what was read; in quarantine, or beside the one that was read, it would be
 * as good as in the clear. */
static void mask_encoded(const struct source *source, const struct json *json,
                         struct arena *arena)
{
	for (uint32_t i = 0; i < json->count; i++)
		if (json_kind(json, i) == JSON_STRING && !json->nodes[i].is_name &&
		    holds_secret(source, push_decode(json, i, arena)))
			mask_string(json, i);
}

void mask_callback(const struct source *source, const struct callback *callback,
                   struct arena *arena)
{
	const struct json *const documents[] = {&callback->json, callback->inner};

	if (callback->is_encoded)
		mask_encoded(source, &callback->json, arena);
	for (size_t i = 0; i < 2; i++) {
		const struct json *json = documents[i];

		/* Nearly every body holds none, and is only searched once. */
		if (json != NULL && (has_escapes(json) || holds_secret(source, json_source(json, 0))))
			mask_strings(source, json, arena);
	}
}

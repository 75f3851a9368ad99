#include "contract/pseudonym.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "contract/json.h"
#include "contract/path.h"
#include "contract/spelling.h"

#define TOKEN_BYTES 10
#define VIN_LENGTH 17

/* Deeper or longer than what a receiver takes: what was stored was once within them. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

#define COORDINATE_DECIMALS 2

/* Characters of a VIN before its serial number. */
#define VIN_SERIAL 12

/* Base64 of a VIN; and bytes of a VIN of another form, with fewer of which chance finds it
 * in what only looks like base64. */
#define BASE64_LEAST 16
#define VIN_ENCODED_LEAST 6

void pseudonym_key_of(struct pseudonym_key *key, struct text secret)
{
	crypto_generichash(key->bytes, sizeof key->bytes, (const unsigned char *)secret.at,
	                   secret.length, NULL, 0);
}

static bool is_token(struct text text)
{
	return text.length == PSEUDONYM_SIZE - 1 &&
	       memcmp(text.at, PSEUDONYM_PREFIX, strlen(PSEUDONYM_PREFIX)) == 0;
}

void pseudonym_of(char token[PSEUDONYM_SIZE], const struct pseudonym_key *key,
                  struct text vin)
{
	unsigned char digest[crypto_generichash_BYTES_MIN];
	char *hex = token + strlen(PSEUDONYM_PREFIX);

	if (is_token(vin)) {
		snprintf(token, PSEUDONYM_SIZE, "%.*s", (int)vin.length, vin.at);
		return;
	}
	crypto_generichash(digest, sizeof digest, (const unsigned char *)vin.at, vin.length,
	                   key->bytes, sizeof key->bytes);
	memcpy(token, PSEUDONYM_PREFIX, strlen(PSEUDONYM_PREFIX));
	sodium_bin2hex(hex, TOKEN_BYTES * 2 + 1, digest, TOKEN_BYTES);
}

/* ---- The copy ---- */

struct copier {
	const struct pseudonym_key *key;
	struct text text, vin;
	bool quoted;                 /* the text is a finding's */
	bool is_cut;                 /* the text may end within a VIN */
	unsigned depth;              /* of base64 in base64 */
	struct arena *arena;
	char *copy;
	size_t length, room;
	bool failed;                 /* memory was short */
};

static bool has_room(struct copier *c, size_t more)
{
	size_t room = (c->length + more) * 2;
	char *copy;

	if (c->failed || more <= c->room - c->length)
		return !c->failed;
	copy = arena_alloc(c->arena, room);
	if (copy == NULL) {
		c->failed = true;
		return false;
	}
	if (c->length > 0)
		memcpy(copy, c->copy, c->length);
	c->copy = copy;
	c->room = room;
	return true;
}

static void put(struct copier *c, const char *bytes, size_t length)
{
	if (length == 0 || !has_room(c, length))
		return;
	memcpy(c->copy + c->length, bytes, length);
	c->length += length;
}

static void put_token(struct copier *c, struct text vin)
{
	char token[PSEUDONYM_SIZE];

	pseudonym_of(token, c->key, vin);
	put(c, token, PSEUDONYM_SIZE - 1);
}

/* ---- Words ---- */

/* Letters and digits by themselves, however written. */
struct word {
	char bytes[VIN_LENGTH];      /* the first ones */
	size_t length;
	const char *behind;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static struct word read_word(struct text text, const char *at)
{
	const char *end = text.at + text.length;
	struct word word = {.behind = at};

	while (word.behind < end) {
		struct spelling c = spelling_read(text, word.behind);

		if (c.length != 1 || !(is_digit(c.bytes[0]) || is_letter(c.bytes[0])))
			break;
		if (word.length < VIN_LENGTH)
			word.bytes[word.length] = c.bytes[0];
		word.length++;
		word.behind = c.behind;
	}
	return word;
}

/* ISO 3779: capitals without I, O and Q, and digits; both of them. */
static bool could_be_vin(const struct word *word)
{
	bool digits = false, letters = false;

	for (size_t i = 0; i < word->length && i < VIN_LENGTH; i++) {
		char c = word->bytes[i];

		if (c == 'I' || c == 'O' || c == 'Q' || c >= 'a')
			return false;
		digits |= is_digit(c);
		letters |= is_letter(c);
	}
	return digits && letters;
}

/* Whether a finding shortened its text at `at`: a value there, or a name within a path. */
static bool was_cut(const struct copier *c, const char *at)
{
	const char *end = c->text.at + c->text.length;

	if (at == end)
		return c->is_cut;
	if (!c->quoted || end - at < 3 || memcmp(at, "...", 3) != 0)
		return false;
	return at + 3 == end || at[3] == '\'';
}

/* Of a VIN that was cut the token is not known; and one that was cut before its serial
 * number is nobody's. */
static bool is_cut_vin(const struct copier *c, const struct word *word)
{
	return word->length >= VIN_SERIAL && word->length < VIN_LENGTH && could_be_vin(word) &&
	       was_cut(c, word->behind);
}

/* The decimals of a number that a finding quotes, which may be a coordinate. */
static bool is_decimals(const struct copier *c, const char *at, const struct word *word)
{
	if (word->length <= COORDINATE_DECIMALS || at - c->text.at < 2 || at[-1] != '.' ||
	    !is_digit(at[-2]))
		return false;
	while (at < word->behind && is_digit(*at))
		at++;
	return at == word->behind;
}

/* Puts what begins at `at`, a word or one character, and returns its end. */
static const char *put_word(struct copier *c, const char *at)
{
	struct word word = read_word(c->text, at);

	if (word.length == VIN_LENGTH && could_be_vin(&word))
		put_token(c, (struct text){word.bytes, VIN_LENGTH});
	else if (is_cut_vin(c, &word))
		put(c, PSEUDONYM_PREFIX, strlen(PSEUDONYM_PREFIX));
	else if (c->quoted && is_decimals(c, at, &word))
		put(c, at, COORDINATE_DECIMALS);
	else if (word.length > 0)
		put(c, at, (size_t)(word.behind - at));
	else
		put(c, at, 1);
	return word.length > 0 ? word.behind : at + 1;
}

/* The end of the event's VIN, whatever its form, if it begins here; else NULL. */
static const char *end_of_vin(const struct copier *c, const char *at)
{
	if (c->vin.length == 0 || spelling_match(c->text, &at, c->vin) < c->vin.length)
		return NULL;
	return read_word(c->text, at).length == 0 ? at : NULL;
}

static void put_words(struct copier *c, const char *at, const char *end)
{
	while (at < end) {
		const char *behind = end_of_vin(c, at);

		if (behind != NULL)
			put_token(c, c->vin);
		at = behind != NULL ? behind : put_word(c, at);
	}
}

/* ---- Base64 ---- */

static void encode(struct copier *c, struct text bytes, bool is_url)
{
	int variant = is_url ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_ORIGINAL;
	size_t size = sodium_base64_encoded_len(bytes.length, variant);

	if (!has_room(c, size))
		return;
	sodium_bin2base64(c->copy + c->length, size, (const unsigned char *)bytes.at,
	                  bytes.length, variant);
	c->length += size - 1;
}

/* The end of the first `count` characters. */
static const char *skip_characters(struct text run, size_t count)
{
	const char *at = run.at;

	while (count-- > 0)
		at = spelling_read(run, at).behind;
	return at;
}

static struct text copy_changed(struct copier copier);

/* The bytes of base64 from its character `skip` on, with tokens in them; TEXT_NONE if there
 * is nothing to change. */
static struct text change_decoded(struct copier *c, struct text run, size_t skip)
{
	struct copier within = {
		.key = c->key, .text = spelling_decode_base64(run, skip, c->arena),
		.vin = c->vin.length >= VIN_ENCODED_LEAST ? c->vin : TEXT_NONE,
		.quoted = c->quoted, .is_cut = was_cut(c, run.at + run.length),
		.depth = c->depth + 1, .arena = c->arena,
	};
	struct text changed = TEXT_NONE;

	if (within.text.at != NULL)
		changed = copy_changed(within);
	c->failed |= changed.at == NULL;
	return text_equal(within.text, changed) ? TEXT_NONE : changed;
}

/* Wherever in the run it begins. */
static struct text change_run(struct copier *c, struct text run, size_t *skip)
{
	struct text changed = TEXT_NONE;

	for (*skip = 0; *skip < 4; ++*skip) {
		changed = change_decoded(c, run, *skip);
		if (changed.at != NULL || c->failed)
			break;
	}
	return changed;
}

/* The words from `at` on, and the runs of base64 between them that hold VINs. */
static void put_text(struct copier *c, const char *at, const char *end)
{
	const struct text until = {c->text.at, (size_t)(end - c->text.at)};
	struct text run = TEXT_NONE;
	const char *from = at;

	for (; c->depth < SPELLING_BASE64_DEPTH && !c->failed; from = run.at + run.length) {
		struct text changed;
		size_t skip;

		run = spelling_find_base64(until, from, BASE64_LEAST);
		if (run.at == NULL)
			break;
		changed = change_run(c, run, &skip);
		if (changed.at == NULL)
			continue;
		put_words(c, at, run.at);
		put(c, run.at, (size_t)(skip_characters(run, skip) - run.at));
		encode(c, changed, spelling_is_url_base64(run));
		at = run.at + run.length;
	}
	put_words(c, at, end);
}

static void put_coordinate(struct copier *c, struct text number)
{
	char text[64];
	double value;

	snprintf(text, sizeof text, "%.*s", (int)number.length, number.at);
	value = strtod(text, NULL);
	/* Nowhere on Earth: then it is no coordinate, and gets no longer. */
	if (number.length >= sizeof text || value < -180 || value > 180) {
		put(c, number.at, number.length);
		return;
	}
	snprintf(text, sizeof text, "%.*f", COORDINATE_DECIMALS, value);
	put(c, text, strlen(text));
}

/* ---- Finding the coordinates ---- */

/* The JSON: what stands between the numbers of coordinates as text. */
static void put_json(struct copier *c, const struct json *json, struct text text)
{
	const char *done = text.at;
	uint32_t end = 0;            /* of the coordinates that i is in */

	for (uint32_t i = 0; i < json->count; i++) {
		struct text raw = json_raw(json, i);

		if (json->nodes[i].is_name && json_is(json, i, "coordinates"))
			end = json->nodes[i + 1].next;
		if (i >= end || json_kind(json, i) != JSON_NUMBER)
			continue;
		put_text(c, done, raw.at);
		put_coordinate(c, raw);
		done = raw.at + raw.length;
	}
	put_text(c, done, text.at + text.length);
}

/* A copy with the changes; TEXT_NONE when memory is short. */
static struct text copy_changed(struct copier copier)
{
	struct arena nodes = ARENA_EMPTY;
	struct error ignored;
	struct json json;

	if (json_read(&json, &nodes, copier.text.at, copier.text.length, DEPTH_MAX, NODES_MAX,
	              &ignored) == 0)
		put_json(&copier, &json, copier.text);
	else
		put_text(&copier, copier.text.at, copier.text.at + copier.text.length);
	arena_free(&nodes);
	if (copier.failed)
		return TEXT_NONE;
	return copier.copy != NULL ? (struct text){copier.copy, copier.length} : TEXT_LITERAL("");
}

struct text pseudonymise(struct text text, struct text vin, const struct pseudonym_key *key,
                         struct arena *arena)
{
	return copy_changed((struct copier){.key = key, .text = text, .vin = vin,
	                                    .arena = arena});
}

struct text pseudonymise_quoted(struct text text, const struct pseudonym_key *key,
                                struct arena *arena)
{
	return copy_changed((struct copier){.key = key, .text = text, .quoted = true,
	                                    .is_cut = text.length >= PATH_TEXT_MAX - 4,
	                                    .arena = arena});
}

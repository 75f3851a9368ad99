#include "contract/pseudonym.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "contract/json.h"

#define TOKEN_BYTES 10
#define VIN_LENGTH 17

/* Deeper or longer than what a receiver takes: what was stored was once within them. */
#define DEPTH_MAX 512
#define NODES_MAX 50000000

/* Room for a coordinate: sign, three digits, point, two decimals. */
#define COORDINATE_SIZE 16

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

/* ---- Copying with changes ---- */

struct copier {
	const struct pseudonym_key *key;
	struct text vin;
	char *at;                    /* where the copy goes on */
};

static void put(struct copier *c, const char *bytes, size_t length)
{
	memcpy(c->at, bytes, length);
	c->at += length;
}

static void put_token(struct copier *c, struct text vin)
{
	char token[PSEUDONYM_SIZE];

	pseudonym_of(token, c->key, vin);
	put(c, token, PSEUDONYM_SIZE - 1);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t run_length(const char *at, const char *end)
{
	const char *c = at;

	while (c < end && (is_digit(*c) || is_letter(*c)))
		c++;
	return (size_t)(c - at);
}

/* ISO 3779: capitals without I, O and Q, and digits. */
static bool is_vin(struct text run)
{
	bool digits = false, letters = false;

	for (size_t i = 0; i < run.length; i++) {
		char c = run.at[i];

		if (c == 'I' || c == 'O' || c == 'Q' || c >= 'a')
			return false;
		digits |= is_digit(c);
		letters |= is_letter(c);
	}
	return run.length == VIN_LENGTH && digits && letters;
}

/* The VIN that begins at the beginning of a run of letters and digits, or in between. */
static struct text vin_at(const struct copier *c, const char *at, const char *end)
{
	struct text run = {at, run_length(at, end)};

	if (c->vin.length > 0 && (size_t)(end - at) >= c->vin.length &&
	    memcmp(at, c->vin.at, c->vin.length) == 0 &&
	    run_length(at + c->vin.length, end) == 0)
		return c->vin;
	return is_vin(run) ? run : TEXT_NONE;
}

static void put_text(struct copier *c, const char *at, const char *end)
{
	while (at < end) {
		struct text vin = vin_at(c, at, end);
		size_t length = vin.length > 0 ? vin.length : run_length(at, end);

		length = length > 0 ? length : 1;
		if (vin.length > 0)
			put_token(c, vin);
		else
			put(c, at, length);
		at += length;
	}
}

static void put_coordinate(struct copier *c, struct text number)
{
	char text[64];
	double value;

	snprintf(text, sizeof text, "%.*s", (int)number.length, number.at);
	value = strtod(text, NULL);
	/* Nowhere on Earth: then it is no coordinate, and gets no longer. */
	if (number.length < sizeof text && value >= -180 && value <= 180)
		c->at += snprintf(c->at, COORDINATE_SIZE, "%.2f", value);
	else
		put(c, number.at, number.length);
}

/* ---- Finding the coordinates ---- */

/* Copies the JSON: what stands between the numbers of coordinates as text. */
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

struct text pseudonymise(struct text text, struct text vin, const struct pseudonym_key *key,
                         struct arena *arena)
{
	/* The shortest thing that becomes a token or a coordinate is one byte long. */
	size_t shortest = vin.length > 0 && vin.length < VIN_LENGTH ? vin.length : VIN_LENGTH;
	size_t room = text.length + (text.length / shortest + 1) * PSEUDONYM_SIZE;
	struct arena nodes = ARENA_EMPTY;
	struct copier copier = {.key = key, .vin = vin};
	struct error ignored;
	struct json json;
	bool is_json = json_read(&json, &nodes, text.at, text.length, DEPTH_MAX, NODES_MAX,
	                         &ignored) == 0;
	char *copy;

	room += is_json ? (size_t)json.count * COORDINATE_SIZE : 0;
	copy = copier.at = arena_alloc(arena, room);
	if (copy != NULL && is_json)
		put_json(&copier, &json, text);
	else if (copy != NULL)
		put_text(&copier, text.at, text.at + text.length);
	arena_free(&nodes);
	return copy != NULL ? (struct text){copy, (size_t)(copier.at - copy)} : TEXT_NONE;
}

#include "receive/admit.h"

#include <sodium.h>
#include <stdint.h>

#define DIGEST_SIZE 32

static unsigned char digest_key[crypto_generichash_KEYBYTES];

int admit_initialise(struct error *error)
{
	if (sodium_init() < 0)
		return error_set(error, ERROR_SYSTEM, "libsodium cannot be initialised");
	crypto_generichash_keygen(digest_key);
	return 0;
}

static void digest_of(unsigned char digest[DIGEST_SIZE], struct text text)
{
	crypto_generichash(digest, DIGEST_SIZE, (const unsigned char *)text.at, text.length,
	                   digest_key, sizeof digest_key);
}

/* Any one of the values will do; all are compared. */
static bool matches(const struct credential *credential, struct text given)
{
	unsigned char digest[DIGEST_SIZE], value[DIGEST_SIZE];
	bool good = false;

	digest_of(digest, given);
	for (size_t i = 0; i < credential->value_count; i++) {
		digest_of(value, text_of(credential->values[i]));
		good |= sodium_memcmp(digest, value, DIGEST_SIZE) == 0;
	}
	return good;
}

/* A path's length is no secret; its bytes are compared without a hurry. */
static bool same_path(const char *a, struct text b)
{
	return strlen(a) == b.length && sodium_memcmp(a, b.at, b.length) == 0;
}

const struct source *admit_find_source(const struct config *config, struct text path)
{
	const struct source *found = NULL;

	if (path.at == NULL)
		return NULL;
	for (size_t i = 0; i < config->source_count; i++)
		if (same_path(config->sources[i].path, path))
			found = &config->sources[i];
	return found;
}

static bool refuse(const struct credential *credential, bool missing, struct arena *arena,
                   struct answer *answer)
{
	static const char *const PLACES[] = {
		[CREDENTIAL_HEADER] = "header", [CREDENTIAL_QUERY] = "query parameter",
		[CREDENTIAL_BODY] = "body attribute",
	};

	*answer = answer_of(missing ? ANSWER_NO_CREDENTIAL : ANSWER_WRONG_CREDENTIAL,
	                    arena_format(arena, "%s %s", PLACES[credential->place],
	                                 credential->name));
	return false;
}

bool admit_head(const struct source *source, parameters variables, struct arena *arena,
                struct answer *answer)
{
	for (size_t i = 0; i < source->credential_count; i++) {
		const struct credential *credential = &source->credentials[i];
		struct text given;

		if (credential->place == CREDENTIAL_BODY)
			continue;
		given = credential->place == CREDENTIAL_HEADER
			? text_of(parameters_header(variables, credential->name))
			: parameters_query(variables, credential->name, arena);
		if (given.at == NULL || !matches(credential, given))
			return refuse(credential, given.at == NULL, arena, answer);
	}
	return true;
}

bool admit_needs_body(const struct source *source)
{
	for (size_t i = 0; i < source->credential_count; i++)
		if (source->credentials[i].place == CREDENTIAL_BODY)
			return true;
	return false;
}

static bool admit_carriers(const struct credential *credential,
                           const struct callback *callback, struct arena *arena,
                           struct answer *answer)
{
	for (size_t i = 0; i < callback->carrier_count; i++) {
		struct text given = callback_attribute(callback, i, credential->name, arena);

		if (given.at == NULL || !matches(credential, given))
			return refuse(credential, given.at == NULL, arena, answer);
	}
	return callback->carrier_count > 0 || refuse(credential, true, arena, answer);
}

bool admit_body(const struct source *source, const struct callback *callback,
                struct arena *arena, struct answer *answer)
{
	for (size_t i = 0; i < source->credential_count; i++)
		if (source->credentials[i].place == CREDENTIAL_BODY &&
		    !admit_carriers(&source->credentials[i], callback, arena, answer))
			return false;
	return true;
}

attribute_names admit_credential_names(const struct source *source, struct arena *arena)
{
	const char **names = arena_alloc(arena, (source->credential_count + 2) * sizeof *names);
	size_t count = 0;

	if (names == NULL)
		return NULL;
	names[count++] = "authorization";
	for (size_t i = 0; i < source->credential_count; i++)
		names[count++] = source->credentials[i].name;
	names[count] = NULL;
	return names;
}

static void mask(char *bytes, size_t length, struct text secret)
{
	char *at = bytes, *end = bytes + length;

	while (secret.length > 0 &&
	       (at = memmem(at, (size_t)(end - at), secret.at, secret.length)) != NULL) {
		memset(at, '*', secret.length);
		at += secret.length;
	}
}

/* What follows "Bearer " or "Basic " may stand alone, too. */
static struct text without_scheme(const char *value)
{
	const char *space = strchr(value, ' ');

	return text_of(space ? space + 1 : value);
}

struct text admit_mask_secrets(const struct source *source, struct text bytes,
                               struct arena *arena)
{
	char *copy = arena_copy(arena, bytes.at, bytes.length);

	if (copy == NULL)
		return TEXT_NONE;
	for (size_t i = 0; i < source->credential_count; i++)
		for (size_t k = 0; k < source->credentials[i].value_count; k++)
			mask(copy, bytes.length, without_scheme(source->credentials[i].values[k]));
	return (struct text){copy, bytes.length};
}

static bool holds_secret(const struct source *source, struct text text)
{
	for (size_t i = 0; i < source->credential_count; i++) {
		for (size_t k = 0; k < source->credentials[i].value_count; k++) {
			struct text secret = without_scheme(source->credentials[i].values[k]);
			if (text.at != NULL &&
			    memmem(text.at, text.length, secret.at, secret.length) != NULL)
				return true;
		}
	}
	return false;
}

static void mask_strings(const struct source *source, const struct json *json,
                         struct arena *arena)
{
	for (uint32_t i = 0; i < json->count; i++) {
		struct text raw = json_raw(json, i);

		if (json_kind(json, i) == JSON_STRING &&
		    holds_secret(source, json_string(json, i, arena, '?')))
			memset((char *)(uintptr_t)raw.at, '*', raw.length);
	}
}

static bool has_escapes(const struct json *json)
{
	for (uint32_t i = 0; i < json->count; i++)
		if (json->nodes[i].kind == JSON_STRING && json->nodes[i].escaped)
			return true;
	return false;
}

void admit_mask_callback(const struct source *source, const struct callback *callback,
                         struct arena *arena)
{
	const struct json *const documents[] = {&callback->json, callback->inner};

	for (size_t i = 0; i < 2; i++) {
		const struct json *json = documents[i];

		/* Nearly every body holds none, and is only searched once. */
		if (json != NULL && (has_escapes(json) || holds_secret(source, json_source(json, 0))))
			mask_strings(source, json, arena);
	}
}

#include "receive/admit.h"

#include <sodium.h>

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

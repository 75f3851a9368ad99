#include "tool/target.h"

#include <stdio.h>
#include <strings.h>

#include "tool/option.h"
#include "tool/verb.h"

/* What is sent instead of a credential by --wrong-secret. */
#define WRONG_SECRET "not-the-secret"

static int too_many(const struct target *target)
{
	option_wrong(target->program, "more than %d headers, query parameters or attributes",
	             TARGET_ITEMS_MAX);
	return -1;
}

static int no_memory(const struct target *target)
{
	fprintf(stderr, "%s: memory is short\n", target->program);
	return -1;
}

/* ---- Headers ---- */

static int put_header(struct target *target, const char *header)
{
	if (header == NULL)
		return no_memory(target);
	if (target->header_count == TARGET_ITEMS_MAX)
		return too_many(target);
	target->headers[target->header_count++] = header;
	target->is_outside_body = true;
	return 0;
}

/* A line end would begin another header. */
int target_add_header(struct target *target, const char *header)
{
	const char *colon = strchr(header, ':');

	if (colon != NULL && colon > header && strpbrk(header, "\r\n") == NULL)
		return put_header(target, header);
	option_wrong(target->program, "--header wants 'Name: value'");
	return -1;
}

static int set_header(struct target *target, const char *name, const char *value)
{
	return put_header(target, arena_format(&target->arena, "%s: %s", name, value));
}

static void drop_authorization(struct target *target)
{
	static const char NAME[] = "authorization:";
	size_t kept = 0;

	for (size_t i = 0; i < target->header_count; i++)
		if (strncasecmp(target->headers[i], NAME, sizeof NAME - 1) != 0)
			target->headers[kept++] = target->headers[i];
	target->headers[kept] = NULL;
	target->header_count = kept;
	target->user_password = NULL;
}

/* ---- The URL ---- */

/* Percent-encodes all but what RFC 3986 calls unreserved and what `also` names. */
static const char *encode(struct arena *arena, const char *text, const char *also)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                                 "abcdefghijklmnopqrstuvwxyz0123456789-._~";
	char *copy = arena_alloc(arena, strlen(text) * 3 + 1), *at = copy;

	for (; copy != NULL && *text != '\0'; text++) {
		if (strchr(unreserved, *text) || strchr(also, *text))
			*at++ = *text;
		else
			at += sprintf(at, "%%%02X", (unsigned char)*text);
	}
	if (copy != NULL)
		*at = '\0';
	return copy;
}

static int set_query(struct target *target, const char *name, const char *value)
{
	const char *encoded_name = encode(&target->arena, name, "");
	const char *encoded_value = encode(&target->arena, value, "");
	const char *pair = encoded_name && encoded_value
		? arena_format(&target->arena, "%s=%s", encoded_name, encoded_value) : NULL;

	if (pair == NULL)
		return no_memory(target);
	if (target->query_count == TARGET_ITEMS_MAX)
		return too_many(target);
	target->query[target->query_count++] = pair;
	target->is_outside_body = true;
	return 0;
}

/* A URL that ends with its host takes the path of the source. */
static const char *add_path(struct target *target, const char *url,
                            const struct source *source)
{
	const char *host = strstr(url, "://") + 3, *rest = host + strcspn(host, "/?#");
	const char *path = source ? encode(&target->arena, source->path, "/") : "";

	if (*rest != '\0' && strcmp(rest, "/") != 0)
		return url;
	if (path == NULL)
		return NULL;
	return arena_format(&target->arena, "%.*s%s", (int)(rest - url), url,
	                    path[0] ? path : "/");
}

static int complete_url(struct target *target, const char *url,
                        const struct source *source)
{
	if (url == NULL)
		return EXIT_GOOD;
	if (strncasecmp(url, "https://", 8) != 0 && strncasecmp(url, "http://", 7) != 0)
		return option_wrong(target->program, "`%s` is no URL: it begins with https:// "
		                    "(or http:// for a try on this machine)", url);
	url = add_path(target, url, source);
	for (size_t i = 0; url != NULL && i < target->query_count; i++)
		url = arena_format(&target->arena, "%s%c%s", url, strchr(url, '?') ? '&' : '?',
		                   target->query[i]);
	target->url = url;
	return url ? EXIT_GOOD : (no_memory(target), EXIT_PROBLEM);
}

/* ---- Attributes, and pairs in general ---- */

static int set_attribute(struct target *target, const char *key, const char *value)
{
	if (target->attribute_count == TARGET_ITEMS_MAX)
		return too_many(target);
	target->attributes[target->attribute_count++] = (struct sample_attribute){key, value};
	return 0;
}

typedef int set_pair(struct target *target, const char *name, const char *value);

static int add_pair(struct target *target, const char *option, const char *pair,
                    set_pair *set)
{
	const char *equals = strchr(pair, '='), *name;

	if (equals == NULL || equals == pair) {
		option_wrong(target->program, "%s wants name=value", option);
		return -1;
	}
	name = arena_copy(&target->arena, pair, (size_t)(equals - pair));
	return name ? set(target, name, equals + 1) : no_memory(target);
}

int target_add_query(struct target *target, const char *pair)
{
	return add_pair(target, "--query", pair, set_query);
}

int target_add_attribute(struct target *target, const char *pair)
{
	return add_pair(target, "--attribute", pair, set_attribute);
}

/* ---- Credentials ---- */

/* Any one of a credential's values would do. */
static int take_credentials(struct target *target, const struct source *source,
                            bool wrong)
{
	static set_pair *const SET[] = {
		[CREDENTIAL_HEADER] = set_header, [CREDENTIAL_QUERY] = set_query,
		[CREDENTIAL_BODY] = set_attribute,
	};

	target->edition = source->edition;
	for (size_t i = 0; i < source->credential_count; i++) {
		const struct credential *credential = &source->credentials[i];

		if (SET[credential->place](target, credential->name,
		                           wrong ? WRONG_SECRET : credential->values[0]) != 0)
			return -1;
	}
	return 0;
}

static const struct source *find_source(const struct target *target, const char *name)
{
	for (size_t i = 0; i < target->config->source_count; i++)
		if (strcmp(target->config->sources[i].name, name) == 0)
			return &target->config->sources[i];
	fprintf(stderr, "%s: %s has no source \"%s\"\n", target->program,
	        target->config->file, name);
	return NULL;
}

static int take_source(struct target *target, const struct target_wish *wish,
                       const struct source **source)
{
	if (wish->source == NULL)
		return 0;
	if (option_config(target->program, wish->config_file, &target->config) != 0)
		return -1;
	*source = find_source(target, wish->source);
	return *source ? take_credentials(target, *source, wish->wrong_secret) : -1;
}

int target_complete(struct target *target, const struct target_wish *wish)
{
	const struct source *source = NULL;
	int result = take_source(target, wish, &source);

	if (result == 0 && wish->bearer != NULL)
		result = put_header(target, arena_format(
			&target->arena, "Authorization: Bearer %s", wish->bearer));
	if (wish->basic != NULL) {
		target->user_password = wish->basic;
		target->is_outside_body = true;
	}
	if (result == 0 && wish->wrong_secret) {
		drop_authorization(target);
		result = set_header(target, "Authorization", "Bearer " WRONG_SECRET);
	}
	return result == 0 ? complete_url(target, wish->url, source) : EXIT_PROBLEM;
}

void target_free(struct target *target)
{
	config_free(target->config);
	arena_free(&target->arena);
}

#include "config/credential.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "config/limits.h"
#include "config/secret.h"
#include "config/value.h"

#define AUTHORIZATION "authorization"
#define LABEL_SIZE    160

typedef char *secret_form(const char *text);

/* How a text becomes a value, and which part of it is secret. */
struct way {
	const char *key;
	secret_form *form;
	char mark;             /* the secret part follows the first one; 0: all is secret */
};

static secret_form form_plain, form_bearer, form_basic;

static const struct way PLAIN = {NULL, form_plain, '\0'};
static const struct way HEADER_VALUE = {"authorization", form_plain, ' '};

static const struct way *const WAYS[] = {
	&HEADER_VALUE,
	&(const struct way){"bearer", form_bearer, '\0'},
	&(const struct way){"basic", form_basic, ':'},
};

static const struct place {
	const char *key;
	enum credential_place place;
	bool any_case;         /* the sender's spelling of the name does not matter */
} PLACES[] = {
	{"header", CREDENTIAL_HEADER, true},
	{"query", CREDENTIAL_QUERY, false},
	{"body", CREDENTIAL_BODY, true},
};

#define ROWS(table) (sizeof(table) / sizeof(table)[0])

/* One credential while its values are gathered. */
struct gathering {
	struct reading *at;
	struct credential *credential;
	const struct way *way;
	const struct value *from;   /* the value, or the name of the file that has it */
};

static char *form_plain(const char *text)
{
	return strdup(text);
}

static char *form_bearer(const char *text)
{
	static const char scheme[] = "Bearer ";
	size_t size = sizeof scheme + strlen(text);
	char *value = malloc(size);

	if (value)
		snprintf(value, size, "%s%s", scheme, text);
	return value;
}

static char *form_basic(const char *text)
{
	static const char scheme[] = "Basic ";
	const int variant = sodium_base64_VARIANT_ORIGINAL;
	size_t start = sizeof scheme - 1;
	size_t room = sodium_base64_encoded_len(strlen(text), variant);
	char *value = malloc(start + room);

	if (value == NULL)
		return NULL;
	memcpy(value, scheme, start);
	sodium_bin2base64(value + start, room, (const unsigned char *)text, strlen(text),
	                  variant);
	return value;
}

/* What is secret of `text`: scheme and user name are not, so they do not count as
 * length. All of it when there is no mark. */
static const char *find_secret(const char *text, char mark)
{
	const char *found = mark ? strchr(text, mark) : NULL;

	return found ? found + 1 : text;
}

static int judge_secret(const struct gathering *to, const char *label, const char *text)
{
	const char *secret = find_secret(text, to->way->mark);
	size_t length = strlen(text);
	int line = to->from->line;

	if (length == 0)
		return reading_wrong(to->at, line, "%s has an empty value, which anybody could "
		                     "send; write a secret or remove the value", label);
	if (to->way->mark == ':' && secret == text)
		return reading_wrong(to->at, line, "%s wants \"user:password\"", label);
	if (text[0] == ' ' || text[length - 1] == ' ')
		return reading_wrong(to->at, line, "%s has a value that begins or ends with a "
		                     "blank, which gets lost on the way; remove it", label);
	if (strlen(secret) < SECRET_MIN)
		return reading_wrong(to->at, line, "%s has a secret of fewer than %d "
		                     "characters; `openssl rand -hex 32` makes a good one",
		                     label, SECRET_MIN);
	return 0;
}

static int add_value(const struct gathering *to, const char *label, const char *text)
{
	struct credential *credential = to->credential;
	char *value;

	if (judge_secret(to, label, text) != 0)
		return -1;
	if (credential->value_count == CREDENTIAL_VALUES_MAX)
		return reading_wrong(to->at, to->from->line, "%s gives one value too many: a "
		                     "credential has at most %d; remove those that nobody "
		                     "sends any more", label, CREDENTIAL_VALUES_MAX);
	value = to->way->form(text);
	if (value == NULL)
		return reading_no_memory(to->at);
	credential->values[credential->value_count++] = value;
	return 0;
}

/* secret_taker: one line of a file. */
static int add_line(void *context, const char *text, int line)
{
	const struct gathering *to = context;
	char label[LABEL_SIZE];

	snprintf(label, sizeof label, "`%s`: %s:%d", to->from->key, to->from->text, line);
	return add_value(to, label, text);
}

static int add_file(struct gathering to, cfg_t *section, const char *key)
{
	size_t before = to.credential->value_count;

	to.from = reading_value(section, key, 0);
	if (to.from == NULL)
		return 0;
	if (secret_read_file(to.at, to.from, add_line, &to) != 0)
		return -1;
	if (to.credential->value_count == before)
		return reading_wrong(to.at, to.from->line, "`%s`: %s holds no value; write one "
		                     "secret a line into it", key, to.from->text);
	return 0;
}

static int add_list(struct gathering to, cfg_t *section, const char *key)
{
	char label[LABEL_SIZE];

	snprintf(label, sizeof label, "`%s`", key);
	for (unsigned i = 0; i < cfg_size(section, key); i++) {
		to.from = reading_value(section, key, i);
		if (add_value(&to, label, to.from->text) != 0)
			return -1;
	}
	return 0;
}

static int read_authorization(struct gathering to, cfg_t *section)
{
	for (size_t i = 0; i < ROWS(WAYS); i++) {
		to.way = WAYS[i];
		if (add_list(to, section, WAYS[i]->key) != 0)
			return -1;
	}
	to.way = &HEADER_VALUE;
	return add_file(to, section, "authorization_file");
}

/* The next free credential of `source`, called `name`; NULL when memory is short.
 * credential_read_all has made room. */
static struct credential *start_credential(struct source *source,
                                           enum credential_place place,
                                           const char *name, bool any_case)
{
	struct credential *credential = &source->credentials[source->credential_count];

	credential->place = place;
	credential->name = any_case ? value_copy_lower(name) : strdup(name);
	if (credential->name == NULL)
		return NULL;
	source->credential_count++;
	return credential;
}

/* RFC 9110, section 5.1: a header's name is a token. The others may be any text. */
static int judge_name(struct reading *at, cfg_t *section, enum credential_place place)
{
	static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
	                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *name = cfg_title(section);

	if (name[0] && (place != CREDENTIAL_HEADER || name[strspn(name, token)] == '\0'))
		return 0;
	return reading_wrong(at, reading_line(section), "section `%s` wants the name of a "
	                     "%s, as in %s \"%s\" { }", cfg_name(section),
	                     place == CREDENTIAL_HEADER ? "HTTP header" : "parameter",
	                     cfg_name(section), "X-Api-Key");
}

/* Two credentials of one name could not both be sent. */
static int judge_twin(struct reading *at, cfg_t *section, const struct source *source,
                      const struct credential *credential)
{
	for (size_t i = 0; i + 1 < source->credential_count; i++) {
		const struct credential *other = &source->credentials[i];

		if (other->place == credential->place && !strcmp(other->name, credential->name))
			return reading_wrong(at, reading_line(section), "source \"%s\" asks twice "
			                     "for %s \"%s\"; put all values that will do into one "
			                     "place", source->name, cfg_name(section),
			                     credential->name);
	}
	return 0;
}

static int read_section(struct reading *at, cfg_t *section, const struct place *place,
                        struct source *source)
{
	struct gathering to = {at, NULL, &PLAIN, NULL};

	if (judge_name(at, section, place->place) != 0)
		return -1;
	to.credential = start_credential(source, place->place, cfg_title(section),
	                                 place->any_case);
	if (to.credential == NULL)
		return reading_no_memory(at);
	if (place->place == CREDENTIAL_HEADER && !strcmp(to.credential->name, AUTHORIZATION))
		to.way = &HEADER_VALUE;
	if (judge_twin(at, section, source, to.credential) != 0 ||
	    add_list(to, section, "value") != 0 || add_file(to, section, "file") != 0)
		return -1;
	if (to.credential->value_count > 0)
		return 0;
	return reading_wrong(at, reading_line(section), "%s \"%s\" has no value; write "
	                     "value = {\"...\"} or file = \"/...\" into it",
	                     cfg_name(section), cfg_title(section));
}

/* Whether one of the keys that make up Authorization is there. */
static bool has_authorization(cfg_t *section)
{
	for (size_t i = 0; i < ROWS(WAYS); i++)
		if (cfg_size(section, WAYS[i]->key) > 0)
			return true;
	return reading_value(section, "authorization_file", 0) != NULL;
}

/* Room for every credential that the section can make. */
static int make_room(struct reading *at, cfg_t *section, struct source *source)
{
	size_t count = 1;   /* Authorization */

	for (size_t i = 0; i < ROWS(PLACES); i++)
		count += cfg_size(section, PLACES[i].key);
	source->credentials = calloc(count, sizeof source->credentials[0]);
	return source->credentials ? 0 : reading_no_memory(at);
}

int credential_read_all(struct reading *at, cfg_t *section, struct source *source)
{
	struct gathering to = {at, NULL, NULL, NULL};

	if (make_room(at, section, source) != 0)
		return -1;
	if (has_authorization(section)) {
		to.credential = start_credential(source, CREDENTIAL_HEADER, AUTHORIZATION,
		                                 false);
		if (to.credential == NULL)
			return reading_no_memory(at);
		if (read_authorization(to, section) != 0)
			return -1;
	}
	for (size_t i = 0; i < ROWS(PLACES); i++)
		for (unsigned j = 0; j < cfg_size(section, PLACES[i].key); j++)
			if (read_section(at, cfg_getnsec(section, PLACES[i].key, j), &PLACES[i],
			                 source) != 0)
				return -1;
	return 0;
}

void credential_free_all(struct source *source)
{
	for (size_t i = 0; i < source->credential_count; i++) {
		struct credential *credential = &source->credentials[i];

		for (size_t j = 0; j < credential->value_count; j++) {
			sodium_memzero(credential->values[j], strlen(credential->values[j]));
			free(credential->values[j]);
		}
		free(credential->name);
	}
	free(source->credentials);
	source->credentials = NULL;
	source->credential_count = 0;
}

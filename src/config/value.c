#include "config/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	char letter;
	unsigned shift;
} UNITS[] = {{'G', 30}, {'M', 20}, {'K', 10}, {'\0', 0}};

#define UNIT_COUNT (sizeof UNITS / sizeof UNITS[0])

void value_format_size(uint64_t bytes, char *text, size_t size)
{
	size_t i = 0;

	while (bytes & ((UINT64_C(1) << UNITS[i].shift) - 1))
		i++;
	snprintf(text, size, "%" PRIu64 "%.1s", bytes >> UNITS[i].shift, &UNITS[i].letter);
}

/* How far the letters after a number shift it; -1 for letters that mean nothing. */
static int find_shift(const char *letters, bool is_size)
{
	for (size_t i = 0; i < UNIT_COUNT; i++)
		if (letters[0] == UNITS[i].letter && (letters[0] == '\0' || letters[1] == '\0'))
			return is_size || letters[0] == '\0' ? (int)UNITS[i].shift : -1;
	return -1;
}

/* Digits with an optional unit, within the bounds. */
static int parse_number(const char *text, const struct bound *bound, uint64_t *out)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long long number;
	int shift = find_shift(text + digits, bound->is_size);

	errno = 0;
	number = strtoull(text, NULL, 10);
	if (digits == 0 || shift < 0 || errno != 0 || number > bound->most >> shift)
		return -1;
	*out = number << shift;
	return *out >= bound->least ? 0 : -1;
}

static void format_bound(const struct bound *bound, uint64_t number, char *text,
                         size_t size)
{
	if (bound->is_size)
		value_format_size(number, text, size);
	else
		snprintf(text, size, "%" PRIu64, number);
}

int value_number(struct reading *at, cfg_t *section, const struct bound *bound,
                 uint64_t *out)
{
	const struct value *value = reading_value(section, bound->key, 0);
	uint64_t number = bound->otherwise;
	char least[24], most[24];

	if (value && parse_number(value->text, bound, &number) != 0) {
		format_bound(bound, bound->least, least, sizeof least);
		format_bound(bound, bound->most, most, sizeof most);
		return reading_wrong(at, value->line, "`%s` wants %s from %s to %s, not `%.40s`",
		                     bound->key, bound->noun, least, most, value->text);
	}
	*out = number;
	return 0;
}

char *value_copy_lower(const char *text)
{
	char *copy = strdup(text);

	for (char *c = copy; c && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

int value_flag(struct reading *at, cfg_t *section, const char *key, bool otherwise,
               bool *out)
{
	const struct value *value = reading_value(section, key, 0);
	int flag = value ? cfg_parse_boolean(value->text) : otherwise;

	if (flag < 0)
		return reading_wrong(at, value->line, "`%s` wants true or false, not `%.40s`",
		                     key, value->text);
	*out = flag;
	return 0;
}

/* The path is not repeated in a complaint: it may be the source's secret. */
static int judge_path(struct reading *at, const struct value *path)
{
	if (path->text[0] != '/')
		return reading_wrong(at, path->line, "`%s` must begin with `/`: write the path "
		                     "of the URL without scheme and host", path->key);
	if (strpbrk(path->text, "?#"))
		return reading_wrong(at, path->line, "`%s` must hold neither `?` nor `#`: leave "
		                     "out the query; a secret in it goes into a section `query`",
		                     path->key);
	return 0;
}

int value_path(struct reading *at, cfg_t *section, const char *key,
               const char *otherwise, bool may_be_empty, char **out)
{
	const struct value *value = reading_value(section, key, 0);
	bool is_empty = value && value->length == 0;
	char *copy;

	if (value == NULL && otherwise == NULL)
		return reading_wrong(at, reading_line(section), "%s \"%s\" has no `%s`; add it",
		                     cfg_name(section), cfg_title(section), key);
	if (value && !(is_empty && may_be_empty) && judge_path(at, value) != 0)
		return -1;
	copy = strdup(value ? value->text : otherwise);
	if (copy == NULL)
		return reading_no_memory(at);
	*out = copy;
	return 0;
}

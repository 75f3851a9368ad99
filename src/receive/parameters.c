#include "receive/parameters.h"

#include <ctype.h>

/* What stands behind `start`; NULL when the string begins otherwise. */
static const char *behind(const char *string, const char *start)
{
	while (*start != '\0' && *string == *start)
		string++, start++;
	return *start == '\0' ? string : NULL;
}

/* The same behind a header's name as RFC 3875 section 4.1.18 writes it: in capitals, - as
 * _. */
static const char *behind_header(const char *string, const char *name)
{
	for (; *name != '\0'; string++, name++)
		if (*string != (*name == '-' ? '_' : (char)toupper((unsigned char)*name)))
			return NULL;
	return string;
}

const char *parameters_get(parameters variables, const char *name)
{
	for (; *variables != NULL; variables++) {
		const char *end = behind(*variables, name);

		if (end != NULL && *end == '=')
			return end + 1;
	}
	return NULL;
}

/* The value of the first variable that is called `prefix` and the header's name. */
static const char *get_header(parameters variables, const char *prefix, const char *name)
{
	for (; *variables != NULL; variables++) {
		const char *end = behind(*variables, prefix);

		if (end != NULL)
			end = behind_header(end, name);
		if (end != NULL && *end == '=')
			return end + 1;
	}
	return NULL;
}

const char *parameters_header(parameters variables, const char *name)
{
	const char *value = get_header(variables, "HTTP_", name);

	if (value != NULL)
		return value;
	return strncmp(name, "x-", 2) == 0 ? get_header(variables, "HTTP_", name + 2)
	                                   : get_header(variables, "HTTP_X_", name);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decodes; a % without two digits stands for itself. */
static struct text decode(struct text encoded, bool plus_is_space, struct arena *arena)
{
	char *copy = arena_alloc(arena, encoded.length + 1), *to = copy;
	const char *at = encoded.at, *end = at + encoded.length;

	if (copy == NULL)
		return TEXT_NONE;
	while (at < end) {
		if (*at == '%' && end - at > 2 && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0) {
			*to++ = (char)(hex_digit(at[1]) << 4 | hex_digit(at[2]));
			at += 3;
			continue;
		}
		*to++ = *at == '+' && plus_is_space ? ' ' : *at;
		at++;
	}
	*to = '\0';
	return (struct text){copy, (size_t)(to - copy)};
}

/* REQUEST_URI may be the absolute form (RFC 9112 section 3.2.2). */
static const char *skip_authority(const char *uri)
{
	const char *slashes = strstr(uri, "://");
	const char *path;

	if (uri[0] == '/' || slashes == NULL)
		return uri;
	path = strchr(slashes + 3, '/');
	return path ? path : "/";
}

struct text parameters_path(parameters variables, struct arena *arena)
{
	const char *uri = parameters_get(variables, "REQUEST_URI");
	const char *script = parameters_get(variables, "SCRIPT_NAME");
	const char *info = parameters_get(variables, "PATH_INFO");
	struct text path;

	if (uri == NULL) {
		if (script == NULL && info == NULL)
			return TEXT_NONE;
		return text_of(arena_format(arena, "%s%s", script ? script : "", info ? info : ""));
	}
	uri = skip_authority(uri);
	path = decode((struct text){uri, strcspn(uri, "?#")}, false, arena);
	return path.at != NULL && memchr(path.at, '\0', path.length) == NULL ? path : TEXT_NONE;
}

struct text parameters_query(parameters variables, const char *name, struct arena *arena)
{
	const char *at = parameters_get(variables, "QUERY_STRING");

	while (at != NULL && *at != '\0') {
		size_t length = strcspn(at, "&"), equals = strcspn(at, "=&");
		struct text key = decode((struct text){at, equals}, true, arena);

		if (text_is(key, name) && equals < length)
			return decode((struct text){at + equals + 1, length - equals - 1}, true, arena);
		at += length + (at[length] == '&');
	}
	return TEXT_NONE;
}

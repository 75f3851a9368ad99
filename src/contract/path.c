#include "contract/path.h"

#include <stdio.h>
#include <string.h>

static void add(struct path *path, const char *text, size_t length)
{
	if (length > sizeof path->text - path->length)
		length = sizeof path->text - path->length;
	memcpy(path->text + path->length, text, length);
	path->length += length;
}

void path_begin(struct path *path, const char *prefix)
{
	path->length = 0;
	add(path, prefix, strlen(prefix));
}

void path_add_item(struct path *path)
{
	add(path, "[*]", 3);
}

static bool is_plain_name(struct text name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.at[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return name.length > 0;
}

/* How much of a text is shown: all, or what fits without cutting a character. */
static size_t shown_length(struct text text, size_t max)
{
	size_t end = max;

	if (text.length <= max)
		return text.length;
	while (end > 0 && ((unsigned char)text.at[end] & 0xc0) == 0x80)
		end--;
	return end;
}

static void add_escaped(struct path *path, char c)
{
	char escape[8];

	if ((unsigned char)c < ' ')
		snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
	else
		snprintf(escape, sizeof escape, "\\%c", c);
	add(path, escape, strlen(escape));
}

static void add_quoted(struct path *path, struct text name, bool escaped)
{
	size_t shown = shown_length(name, PATH_NAME_MAX);

	add(path, "['", 2);
	for (size_t i = 0; i < shown; i++) {
		char c = name.at[i];

		if (c == '\'' || (c == '\\' && !escaped) || (unsigned char)c < ' ')
			add_escaped(path, c);
		else
			add(path, &c, 1);
	}
	add(path, "...", shown < name.length ? 3 : 0);
	add(path, "']", 2);
}

void path_add_member(struct path *path, struct text name, bool escaped)
{
	if (name.length > PATH_NAME_MAX || !is_plain_name(name)) {
		add_quoted(path, name, escaped);
		return;
	}
	add(path, ".", 1);
	add(path, name.at, name.length);
}

/* One that is full may have been cut within its last character. */
const char *path_copy(struct path *path, struct arena *arena)
{
	size_t length = path->length < sizeof path->text ? path->length : shown_length(
		(struct text){path->text, path->length}, sizeof path->text - 1);

	return arena_copy(arena, path->text, length);
}

#include "contract/place.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A path is built on the stack. The contract's longest is below 200 bytes; what would
 * not fit is left out. */
#define PATH_TEXT_MAX 1024

struct path {
	char text[PATH_TEXT_MAX];
	size_t length;
};

static void path_add(struct path *path, const char *text, size_t length)
{
	if (length > sizeof path->text - path->length)
		length = sizeof path->text - path->length;
	memcpy(path->text + path->length, text, length);
	path->length += length;
}

static bool is_plain_name(const char *name)
{
	static const char LETTERS[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	size_t length = strlen(name);

	return length > 0 && length <= PLACE_NAME_MAX && strspn(name, LETTERS) == length &&
	       (*name < '0' || *name > '9');
}

/* How much of a name is shown: all, or what fits without cutting a character. */
static size_t shown_length(const char *name)
{
	size_t end = strlen(name);

	if (end <= PLACE_NAME_MAX)
		return end;
	for (end = PLACE_NAME_MAX; end > 0 && ((unsigned char)name[end] & 0xc0) == 0x80;)
		end--;
	return end;
}

static void path_add_escaped(struct path *path, char c)
{
	char escape[8];

	if ((unsigned char)c < ' ')
		snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
	else
		snprintf(escape, sizeof escape, "\\%c", c);
	path_add(path, escape, strlen(escape));
}

/* ['na.me'], quote and backslash and control characters escaped (RFC 9535). */
static void path_add_quoted(struct path *path, const char *name)
{
	size_t shown = shown_length(name);

	path_add(path, "['", 2);
	for (size_t i = 0; i < shown; i++) {
		if (name[i] == '\'' || name[i] == '\\' || (unsigned char)name[i] < ' ')
			path_add_escaped(path, name[i]);
		else
			path_add(path, name + i, 1);
	}
	path_add(path, "...", name[shown] != '\0' ? 3 : 0);
	path_add(path, "']", 2);
}

static void path_add_place(struct path *path, const struct place *place)
{
	if (place->parent == NULL)
		return;
	path_add_place(path, place->parent);
	if (place->name == NULL) {
		path_add(path, "[*]", 3);
	} else if (is_plain_name(place->name)) {
		path_add(path, ".", 1);
		path_add(path, place->name, strlen(place->name));
	} else {
		path_add_quoted(path, place->name);
	}
}

const char *place_path(const struct place *place, const char *prefix,
                       struct arena *arena)
{
	struct path path;

	path.length = 0;
	path_add(&path, prefix, strlen(prefix));
	path_add_place(&path, place);
	return arena_copy(arena, path.text, path.length);
}

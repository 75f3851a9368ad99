#include "contract/place.h"

#include "contract/path.h"

static void add_place(struct path *path, const struct place *place)
{
	if (place->parent == NULL)
		return;
	add_place(path, place->parent);
	if (place->name == NULL)
		path_add_item(path);
	else
		path_add_member(path, text_of(place->name), false);
}

const char *place_path(const struct place *place, const char *prefix,
                       struct arena *arena)
{
	struct path path;

	path_begin(&path, prefix);
	add_place(&path, place);
	return path_copy(&path, arena);
}

bool place_is(const struct place *place, const char *path)
{
	struct path own;

	path_begin(&own, "$");
	add_place(&own, place);
	return text_is((struct text){own.text, own.length}, path);
}

#include "contract/attribute.h"

#include <strings.h>

/* Without the "x-" that the 2019 texts put in front. */
static struct text bare_key(struct text key)
{
	if (key.length > 2 && strncasecmp(key.at, "x-", 2) == 0)
		return (struct text){key.at + 2, key.length - 2};
	return key;
}

bool attribute_key_is(struct text key, const char *name)
{
	struct text bare, wanted = bare_key(text_of(name));

	if (key.at == NULL)
		return false;
	bare = bare_key(key);
	return bare.length == wanted.length && strncasecmp(bare.at, wanted.at, bare.length) == 0;
}

/* The key and value nodes of item `i` of an array or object of attributes. */
static bool item_parts(const struct json *json, uint32_t i, uint32_t *key, uint32_t *value)
{
	if (json->nodes[i].is_name) {
		*key = i;
		*value = i + 1;
		return true;
	}
	*key = json_member_of_kind(json, i, "key", JSON_STRING);
	*value = json_member(json, i, "value");
	return *key != JSON_ABSENT;
}

static struct text item_key(const struct json *json, uint32_t i, struct arena *arena)
{
	uint32_t key, value;

	if (!item_parts(json, i, &key, &value))
		return TEXT_NONE;
	return json_string(json, key, arena, '?');
}

static bool is_collection(const struct json *json, uint32_t node)
{
	return json_kind(json, node) == JSON_ARRAY || json_kind(json, node) == JSON_OBJECT;
}

bool attribute_is_told(struct text value)
{
	return value.length > 0 && value.at[0] != '$';
}

static struct text find(const struct json *json, uint32_t attributes, const char *name,
                        bool told, struct arena *arena)
{
	if (attributes == JSON_ABSENT || !is_collection(json, attributes))
		return TEXT_NONE;
	for (uint32_t i = json_first(json, attributes); i < json_end(json, attributes);
	     i = json_next(json, i)) {
		uint32_t key, value;
		struct text found;

		if (!item_parts(json, i, &key, &value) || value == JSON_ABSENT ||
		    json_kind(json, value) == JSON_NULL)
			continue;
		if (!attribute_key_is(json_string(json, key, arena, '?'), name))
			continue;
		found = json_string(json, value, arena, '?');
		if (!told || attribute_is_told(found))
			return found;
	}
	return TEXT_NONE;
}

struct text attribute_find(const struct json *json, uint32_t attributes, const char *name,
                           struct arena *arena)
{
	return find(json, attributes, name, false, arena);
}

struct text attribute_find_told(const struct json *json, uint32_t attributes, const char *name,
                                struct arena *arena)
{
	return find(json, attributes, name, true, arena);
}

static bool is_named(struct text key, attribute_names names)
{
	for (; *names != NULL; names++)
		if (attribute_key_is(key, *names))
			return true;
	return false;
}

/* The bytes of item `i`, of an object with its name. */
static struct text item_source(const struct json *json, uint32_t i)
{
	struct text name, value;

	if (!json->nodes[i].is_name)
		return json_source(json, i);
	name = json_source(json, i);
	value = json_source(json, i + 1);
	return (struct text){name.at, (size_t)(value.at + value.length - name.at)};
}

struct text attribute_strip(const struct json *json, uint32_t node, attribute_names names,
                            uint32_t except, struct arena *arena)
{
	struct text source = json_source(json, node);
	bool stripped = false;
	char *copy, *at;

	if (!is_collection(json, node))
		return source;
	copy = arena_alloc(arena, source.length);
	if (copy == NULL)
		return TEXT_NONE;
	at = copy;
	*at++ = source.at[0];
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i)) {
		struct text item = item_source(json, i), key = item_key(json, i, arena);

		if (is_named(key, names) || i + 1 == except) {
			stripped = true;
			continue;
		}
		if (at > copy + 1)
			*at++ = ',';
		memcpy(at, item.at, item.length);
		at += item.length;
	}
	*at++ = source.at[source.length - 1];
	return stripped ? (struct text){copy, (size_t)(at - copy)} : source;
}

struct text attribute_strip_member(const struct json *json, uint32_t node,
                                   const char *member, attribute_names names,
                                   struct arena *arena)
{
	struct text source = json_source(json, node);
	const char *from = source.at;
	char *copy = NULL, *at = NULL;

	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i)) {
		struct text before, after;

		if (!json_is(json, i, member))
			continue;
		before = json_source(json, i + 1);
		after = attribute_strip(json, i + 1, names, JSON_ABSENT, arena);
		if (after.at == NULL)
			return TEXT_NONE;
		if (after.at == before.at)
			continue;
		if (copy == NULL)
			copy = at = arena_alloc(arena, source.length);
		if (copy == NULL)
			return TEXT_NONE;
		memcpy(at, from, (size_t)(before.at - from));
		at += before.at - from;
		memcpy(at, after.at, after.length);
		at += after.length;
		from = before.at + before.length;
	}
	if (copy == NULL)
		return source;
	memcpy(at, from, (size_t)(source.at + source.length - from));
	at += source.at + source.length - from;
	return (struct text){copy, (size_t)(at - copy)};
}

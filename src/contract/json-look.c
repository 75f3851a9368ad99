/* json-look.c: looks into a text that json.c has read. */
#include "contract/json.h"

#include "contract/json-escape.h"
#include "contract/path.h"

uint32_t json_count(const struct json *json, uint32_t node)
{
	uint32_t count = 0;

	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i))
		count++;
	return count;
}

struct text json_raw(const struct json *json, uint32_t node)
{
	const struct json_node *n = &json->nodes[node];

	return (struct text){json->text + n->start, n->end - n->start};
}

struct text json_source(const struct json *json, uint32_t node)
{
	struct text text = json_raw(json, node);

	if (json->nodes[node].kind == JSON_STRING)
		text = (struct text){text.at - 1, text.length + 2};
	return text;
}

struct text json_string(const struct json *json, uint32_t node, struct arena *arena, char nul)
{
	const struct json_node *n = &json->nodes[node];
	struct text raw = json_raw(json, node);
	char *copy;

	if (n->kind != JSON_STRING && n->kind != JSON_NUMBER)
		return TEXT_NONE;
	if (!n->escaped)
		return raw;
	copy = arena_alloc(arena, raw.length + 1);
	if (copy == NULL)
		return TEXT_NONE;
	return (struct text){copy, json_escape_decode(raw, copy, nul)};
}

struct text json_any_text(const struct json *json, uint32_t node, struct arena *arena)
{
	if (node == JSON_ABSENT || json_kind(json, node) == JSON_NULL)
		return TEXT_NONE;
	if (json_kind(json, node) == JSON_STRING)
		return json_string(json, node, arena, '?');
	return json_source(json, node);
}

/* As much as eighty characters take when each is escaped: more than any name or word that
 * carhook asks for has. */
#define ESCAPED_MAX 480

static bool decodes_to(struct text raw, struct text string)
{
	char decoded[ESCAPED_MAX];

	return raw.length <= sizeof decoded &&
	       text_equal((struct text){decoded, json_escape_decode(raw, decoded, 0)}, string);
}

bool json_is_text(const struct json *json, uint32_t node, struct text string)
{
	struct text raw = json_raw(json, node);

	return json->nodes[node].escaped ? decodes_to(raw, string) : text_equal(raw, string);
}

uint32_t json_member_text(const struct json *json, uint32_t node, struct text name)
{
	const struct json_node *nodes = json->nodes;
	uint32_t found = JSON_ABSENT;

	if (nodes[node].kind != JSON_OBJECT)
		return JSON_ABSENT;
	for (uint32_t i = node + 1; i < nodes[node].next; i = nodes[i + 1].next)
		if (nodes[i + 1].kind != JSON_NULL && json_is_text(json, i, name))
			found = i + 1;
	return found;
}

/* ---- Paths ---- */

/* The child of `node` that is or contains `target`; a member's value for a name. */
static uint32_t child_towards(const struct json *json, uint32_t node, uint32_t target,
                              uint32_t *name)
{
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i)) {
		if (target >= json_next(json, i))
			continue;
		*name = json->nodes[i].is_name ? i : JSON_ABSENT;
		return *name ? i + 1 : i;
	}
	return JSON_ABSENT;
}

const char *json_path(const struct json *json, uint32_t top, uint32_t node,
                      const char *prefix, struct arena *arena)
{
	struct path path;

	path_begin(&path, prefix);
	while (top < node) {
		uint32_t name = JSON_ABSENT;

		top = child_towards(json, top, node, &name);
		if (top == JSON_ABSENT)
			break;
		if (name == JSON_ABSENT)
			path_add_item(&path);
		else
			path_add_member(&path, json_raw(json, name), true);
	}
	return path_copy(&path, arena);
}

#include "contract/member.h"

#include <stdlib.h>

/* By name; equal names stay in document order. */
static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	size_t shorter = x->name.length < y->name.length ? x->name.length : y->name.length;
	int order = shorter ? memcmp(x->name.at, y->name.at, shorter) : 0;

	if (order == 0 && x->name.length != y->name.length)
		order = x->name.length < y->name.length ? -1 : 1;
	return order != 0 ? order : (x->node > y->node) - (x->node < y->node);
}

/* Objects of the contract have a handful of members, mostly in one order:
 * insertion is faster there than a call of qsort. */
static void sort(struct member *members, uint32_t count)
{
	if (count > 24) {
		qsort(members, count, sizeof *members, compare_members);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		struct member moving = members[i];
		uint32_t k = i;
		for (; k > 0 && compare_members(&members[k - 1], &moving) > 0; k--)
			members[k] = members[k - 1];
		members[k] = moving;
	}
}

int members_sort(struct members *members, const struct json *json, uint32_t node,
                 const char *without, struct arena *arena)
{
	*members = (struct members){
		.list = arena_alloc(arena, json_count(json, node) * sizeof *members->list),
	};
	if (members->list == NULL)
		return -1;
	for (uint32_t i = json_first(json, node); i < json_end(json, node);
	     i = json_next(json, i)) {
		struct member *member = &members->list[members->count];

		if (without != NULL && json_is(json, i, without))
			continue;
		*member = (struct member){json_string(json, i, arena, 0), i};
		if (member->name.at == NULL)
			return -1;
		members->count++;
	}
	sort(members->list, members->count);
	return 0;
}

int members_report_repeated(const struct members *members, const struct json *json,
                            uint32_t top, const char *prefix, struct findings *findings,
                            struct arena *arena)
{
	const struct member *list = members->list;

	for (uint32_t i = 1; i < members->count && !findings_full(findings); i++) {
		const char *path;

		if (!text_equal(list[i - 1].name, list[i].name))
			continue;
		if (i > 1 && text_equal(list[i - 2].name, list[i].name))
			continue;    /* the third of one name is no news */
		path = json_path(json, top, list[i].node + 1, prefix, arena);
		if (path == NULL || finding_add(findings, arena, path, FINDING_DUPLICATE_MEMBER,
		                                NULL, 0) != 0)
			return -1;
	}
	return 0;
}

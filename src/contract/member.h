/* member.h: the members of an object in the order of their names, and which of these an
 * object repeats. JSON leaves open what a repeated name means (RFC 8259 section 4): carhook
 * reads the last, keeps them all, and tells. */
#ifndef CARHOOK_MEMBER_H
#define CARHOOK_MEMBER_H

#include "contract/finding.h"
#include "contract/json.h"

struct member {
	struct text name;      /* decoded */
	uint32_t node;         /* the name's node; the value is the next one */
};

struct members {
	struct member *list;
	uint32_t count;
};

/* Gives the members of the object at `node` by their names' bytes; those of one name stay in
 * the order of the document. Leaves out those called `without` (may be NULL). The list lies
 * in `arena`, names without escapes in the text. -1 when memory is short. Any thread. */
int members_sort(struct members *members, const struct json *json, uint32_t node,
                 const char *without, struct arena *arena);

/* Adds FINDING_DUPLICATE_MEMBER to `findings` for each name that `members` repeat, its path,
 * in `arena`, behind `prefix`, which leads to the node `top`. -1 when memory is short. Any
 * thread. */
int members_report_repeated(const struct members *members, const struct json *json,
                            uint32_t top, const char *prefix, struct findings *findings,
                            struct arena *arena);

#endif

/* finding.h: one deviation of what was sent from what the edition foresees.
 *
 * A finding never condemns an event: the event is stored, the finding tells. */
#ifndef CARHOOK_FINDING_H
#define CARHOOK_FINDING_H

#include <stdbool.h>

#include "base/arena.h"

enum finding_problem {
	FINDING_UNKNOWN_VALUE,     /* not a word of the edition's vocabulary */
	FINDING_UNKNOWN_MEMBER,    /* a member the edition does not have here */
	FINDING_MISSING_MEMBER,    /* the edition requires it */
	FINDING_OTHER_TYPE,        /* another JSON type than the edition's */
	FINDING_NOT_A_DATE,        /* in none of the vendor's five styles */
	FINDING_NOT_A_DURATION,    /* no ISO 8601 duration */
	FINDING_NOT_A_NUMBER,      /* a literal that should be a number is none */
	FINDING_DECIMAL_COMMA,     /* a number written with a comma */
	FINDING_DUPLICATE_MEMBER,  /* the same name twice in one object */
	FINDING_ODD_TEXT,          /* escaped NUL or half a surrogate pair */
	FINDING_OTHER_ENVELOPE,    /* an envelope of another edition or none */
	FINDING_TOO_LARGE,         /* an event with too many members to be checked */
	FINDING_IMPLAUSIBLE,       /* fits the schema, cannot be in the edition's unit */
	FINDING_TOO_LONG,          /* an id that fits no column: it stands in the JSON only */
	FINDING_EMPTY_ID,          /* "" where an id should be */
};

/* The words for `problem` that stand in the database, such as "unknown value". */
const char *finding_problem_text(enum finding_problem problem);

/* The problem of these words. False when there is none: a later version may have more. */
bool finding_problem_find(const char *text, enum finding_problem *problem);

/* An offending value is kept to this many bytes, then cut with "...". */
#define FINDING_VALUE_MAX 64

struct finding {
	const char *path;    /* JSONPath, indexes as [*]: "$.events[*].values[*].data" */
	enum finding_problem problem;
	const char *value;   /* the offending value shortened; "" when there is none */
	struct finding *next;
};

/* Findings of one list: nonsense shall not fill the memory of a request. The last one
 * there is room for says that there were more. */
#define FINDINGS_MAX 200

/* Findings of an event or an envelope in the order they were met. */
struct findings {
	struct finding *first, *last;
	unsigned count;
};

/* Whether there is no room for one more: then its path need not be made. */
bool findings_full(const struct findings *list);

/* Adds a finding, unless the list is full. `path` is borrowed and must live as long as
 * the arena; `value` (any bytes of valid UTF-8, may be NULL) is copied, shortened at a
 * character boundary. When memory is short the finding is lost and -1 returned. */
int finding_add(struct findings *list, struct arena *arena, const char *path,
                enum finding_problem problem, const char *value, size_t length);

/* Moves the findings of `more` behind those of `list`. */
void findings_append(struct findings *list, const struct findings *more);

#endif

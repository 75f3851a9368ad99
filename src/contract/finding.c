#include "contract/finding.h"

#include <string.h>

static const char *const PROBLEMS[] = {
	[FINDING_UNKNOWN_VALUE] = "unknown value",
	[FINDING_UNKNOWN_MEMBER] = "unknown member",
	[FINDING_MISSING_MEMBER] = "missing member",
	[FINDING_OTHER_TYPE] = "other type",
	[FINDING_NOT_A_DATE] = "not a date",
	[FINDING_NOT_A_DURATION] = "not a duration",
	[FINDING_NOT_A_NUMBER] = "not a number",
	[FINDING_DECIMAL_COMMA] = "decimal comma",
	[FINDING_DUPLICATE_MEMBER] = "duplicate member",
	[FINDING_ODD_TEXT] = "odd text",
	[FINDING_OTHER_ENVELOPE] = "other envelope",
	[FINDING_TOO_LARGE] = "too large to check",
	[FINDING_IMPLAUSIBLE] = "implausible in the edition's unit",
	[FINDING_TOO_LONG] = "too long an id",
	[FINDING_EMPTY_ID] = "empty id",
};

const char *finding_problem_text(enum finding_problem problem)
{
	return PROBLEMS[problem];
}

bool finding_problem_find(const char *text, enum finding_problem *problem)
{
	for (size_t i = 0; i < sizeof PROBLEMS / sizeof *PROBLEMS; i++)
		if (strcmp(PROBLEMS[i], text) == 0) {
			*problem = (enum finding_problem)i;
			return true;
		}
	return false;
}

/* The longest prefix of at most `max` bytes that ends between two characters. */
static size_t character_boundary(const char *value, size_t max)
{
	while (max > 0 && ((unsigned char)value[max] & 0xc0) == 0x80)
		max--;
	return max;
}

static char *shorten(struct arena *arena, const char *value, size_t length)
{
	if (length <= FINDING_VALUE_MAX)
		return arena_copy(arena, value, length);
	length = character_boundary(value, FINDING_VALUE_MAX - 3);
	return arena_format(arena, "%.*s...", (int)length, value);
}

bool findings_full(const struct findings *list)
{
	return list->count >= FINDINGS_MAX;
}

int finding_add(struct findings *list, struct arena *arena, const char *path,
                enum finding_problem problem, const char *value, size_t length)
{
	struct finding *finding;

	if (findings_full(list))
		return 0;
	finding = arena_alloc(arena, sizeof *finding);
	if (finding == NULL)
		return -1;
	if (list->count == FINDINGS_MAX - 1) {
		path = "$";
		problem = FINDING_TOO_LARGE;
		value = NULL;
	}
	finding->path = path;
	finding->problem = problem;
	finding->value = value ? shorten(arena, value, length) : "";
	finding->next = NULL;
	if (finding->value == NULL)
		return -1;
	findings_append(list, &(struct findings){finding, finding, 1});
	return 0;
}

void findings_append(struct findings *list, const struct findings *more)
{
	if (more->first == NULL)
		return;
	if (list->last != NULL)
		list->last->next = more->first;
	else
		list->first = more->first;
	list->last = more->last;
	list->count += more->count;
}

/* foreseen-test: which editions would have foreseen what one of them did not. */
#include "contract/foreseen.h"
#include "tap.h"

static struct arena arena;

/* The names of the editions, oldest first, or "none". */
static const char *foreseen(const char *json, const char *path, const char *problem)
{
	static char names[128];
	struct error error = {.text = "?"};
	unsigned editions;

	arena_reset(&arena);
	if (foreseen_by(text_of(json), path, problem, &arena, &editions, &error) != 0)
		return error.text;
	strcpy(names, editions == 0 ? "none" : "");
	for (int i = 0; i < EDITION_COUNT; i++)
		if (editions & edition_at(i)) {
			strcat(names, names[0] ? " " : "");
			strcat(names, edition_name(edition_at(i)));
		}
	return names;
}

#define MESSAGE(member) "{\"type\":\"Monitor\",\"monitorEvent\":{" member "}," \
	"\"attributes\":[{\"key\":\"vin\",\"value\":\"VF300000000000001\"}]}"

static const struct {
	const char *what, *json, *path, *problem, *editions;
} EXAMPLES[] = {
	{"a message with attributes is read", MESSAGE("\"mood\":1"), "$.monitorEvent.mood",
	 "unknown member", "none"},
};

int main(void)
{
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++)
		same(foreseen(EXAMPLES[i].json, EXAMPLES[i].path, EXAMPLES[i].problem),
		     EXAMPLES[i].editions, EXAMPLES[i].what);
	arena_free(&arena);
	return tap_done();
}

/* fit-test: the quick walk never says "fits" where the rules have something to report.
 *
 * usage: fit-test FILE...: whole bodies, each checked against every edition and from
 * every root; without files, those below $srcdir/tests/samples. */
#include <fnmatch.h>
#include <ftw.h>
#include <stdlib.h>

#include "contract/fit.h"
#include "tap.h"

static struct arena arena;
static unsigned long asked, fitted;
static int wrong;

/* Every object of the body is taken for every root. */
static void check_node(const struct json *json, uint32_t node, const char *where)
{
	for (int e = 0; e < EDITION_COUNT; e++) {
		for (enum rules_root root = RULES_MONITOR_ENVELOPE; root <= RULES_MESSAGE; root++) {
			struct findings findings = {.count = 0};
			struct error error;

			asked++;
			if (!fit_check(root, edition_at(e), json, node))
				continue;
			fitted++;
			rules_check(root, edition_at(e), "$", json_source(json, node), &arena,
			            &findings, &error);
			if (findings.count == 0)
				continue;
			wrong++;
			printf("# %s, node %u, %s: %s %s\n", where, node, edition_name(edition_at(e)),
			       findings.first->path, findings.first->value);
		}
	}
}

static void check_text(const char *text, size_t length, const char *where)
{
	struct json json;
	struct error error;

	arena_reset(&arena);
	if (json_read(&json, &arena, text, length, 512, 1000000, &error) != 0)
		return;
	for (uint32_t i = 0; i < json.count; i++)
		if (json_kind(&json, i) == JSON_OBJECT && json.nodes[i].next - i < 2000)
			check_node(&json, i, where);
}

static int check_file(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	char *text;
	FILE *file;

	(void)ftw;
	if (type != FTW_F || fnmatch("*.json", path, 0) != 0)
		return 0;
	text = malloc((size_t)status->st_size + 1);
	file = fopen(path, "rb");
	if (text != NULL && file != NULL)
		check_text(text, fread(text, 1, (size_t)status->st_size, file), path);
	if (file != NULL)
		fclose(file);
	free(text);
	return 0;
}

/* Literals that look like numbers, and almost. */
static void check_literals(void)
{
	static const char *const LITERALS[] = {
		"0", "-0", "1", "12.5", "-12.5", "007", "1.", ".5", "-", "--1", "1-", "-.", "1.2.3",
		"", " ", "1 ", " 1", "1e5", "33,3", "NaN", "inf", "0x10", "123456789012345", "+1",
		"1234567890123456", "true", "false", "True", "Finished", "Finished,Stopped",
	};
	static const char *const DATA[] = {"vehicle.odometer", "vehicle.kinetic.moving",
	                                   "vehicle.energy.charging.status", "vehicle.trip"};
	char text[256];

	for (size_t i = 0; i < sizeof LITERALS / sizeof *LITERALS; i++) {
		for (size_t k = 0; k < sizeof DATA / sizeof *DATA; k++) {
			snprintf(text, sizeof text, "{\"values\":[{\"data\":\"%s\",\"value\":{\"type\":"
			         "\"string\",\"body\":{\"literalValue\":\"%s\"}}}]}", DATA[k], LITERALS[i]);
			check_text(text, strlen(text), LITERALS[i]);
		}
	}
}

int main(int argc, char **argv)
{
	char folder[1024];
	const char *srcdir = getenv("srcdir");

	snprintf(folder, sizeof folder, "%s/tests/samples", srcdir ? srcdir : ".");
	for (int i = 1; i < argc; i++)
		nftw(argv[i], check_file, 16, FTW_PHYS);
	if (argc == 1)
		nftw(folder, check_file, 16, FTW_PHYS);
	check_literals();
	arena_free(&arena);
	printf("# %lu of %lu questions had a quick answer\n", fitted, asked);
	ok(fitted > 500, "the quick walk answers");
	ok(wrong == 0, "what fits has no findings");
	return tap_done();
}

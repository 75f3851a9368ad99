/* require.h: what a fuzz target claims of every input. A claim that does not hold ends
 * the process, so that libFuzzer keeps the input. */
#ifndef CARHOOK_FUZZ_REQUIRE_H
#define CARHOOK_FUZZ_REQUIRE_H

#include <stdio.h>
#include <stdlib.h>

#include "contract/json.h"

#define require(condition) \
	((condition) ? (void)0 : require_failed(#condition, __FILE__, __LINE__))

static inline void require_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* The bounds that a configuration has by itself. */
#define DEPTH 64
#define NODES 2000000

/* Whether `text` is one JSON text. */
static inline bool is_json(struct text text, struct arena *arena)
{
	struct json json;

	return json_read(&json, arena, text.at, text.length, DEPTH, NODES, NULL) == 0;
}

/* Entry points that libFuzzer looks for. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif

/* typed.h: what an event tells, as typed cells: readings and things.
 *
 * Values and extension bodies are read by tables of rules that name members as the
 * contract's sections 14 and 15 do, in every spelling of section 12. A rule names the
 * end of a path: `kinetic.speed` is found under `telemetry.vehicle`, under `status` and
 * under `status._embedded.extension` alike. */
#ifndef CARHOOK_TYPED_H
#define CARHOOK_TYPED_H

#include "contract/edition.h"
#include "contract/facts.h"
#include "contract/thing.h"

struct told {
	enum reading reading;
	struct cell cell;
	int64_t at_ms;          /* when it was measured, UTC; INT64_MIN: not told */
};

struct typed {
	struct told told[READING_COUNT];  /* each reading at most once */
	size_t count;
	struct thing *things;             /* in the order of the event */
};

/* Reads the content of an event (an item of events[], or what a message holds; the
 * successor's remote events have extensions, too) at `content`; `facts` holds its values.
 * `at` is the event's date as text, for trips of which only the start or the stop is told.
 * The edition decides units. Texts lie in the JSON or in `arena`. Memory that is short
 * leaves something out. */
void typed_read(struct typed *typed, const struct json *json, uint32_t content,
                const struct facts *facts, struct text at, enum edition edition,
                struct arena *arena);

#endif

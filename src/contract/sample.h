/* sample.h: made-up callbacks in the vendor's shapes, for `carhook send` and for tests.
 *
 * What an event says is a function of the seed and of its number, so that the same
 * seed gives the same events again, and no two numbers give the same event. Vehicles
 * do not depend on the seed: several runs tell of one fleet. */
#ifndef CARHOOK_CONTRACT_SAMPLE_H
#define CARHOOK_CONTRACT_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "contract/edition.h"

enum sample_kind {
	SAMPLE_MONITOR,      /* events of one monitor; messages in B2C 4.16 */
	SAMPLE_REMOTE,       /* steps of remote actions; messages in B2C 4.16 */
	SAMPLE_MESSAGE,      /* one B2C message: of a monitor, or a step of an action */
	SAMPLE_ARRAY,        /* an array of such messages, as B2C's retries are */
	SAMPLE_FCM,          /* an FCM push with one such message inside */
	SAMPLE_KIND_COUNT
};

/* One event follows the other after this many milliseconds of vehicle time. */
#define SAMPLE_STEP_MS 250

/* A remote action is told in so many events: accepted, waking up, sent, done. */
#define SAMPLE_ACTION_STEPS 4

struct sample_attribute {
	const char *key, *value;   /* as registered with type Body */
};

struct sample {
	enum edition edition;
	enum sample_kind kind;     /* one that sample_has_kind */
	uint64_t seed;
	unsigned vehicles;         /* size of the fleet, at least 1 */
	int64_t start_ms;          /* when event 0 happened, UTC milliseconds since 1970 */
	bool refresh;              /* reminders instead of first events */
	const struct sample_attribute *attributes;
	size_t attribute_count;
};

/* The word for a kind, as in `carhook send --kind`: "monitor", "remote", ... */
const char *sample_kind_name(enum sample_kind kind);

/* Whether the edition foresees callbacks of this kind (contract section 1). */
bool sample_has_kind(enum edition edition, enum sample_kind kind);

/* What an edition sends most: monitors, or messages. */
enum sample_kind sample_default_kind(enum edition edition);

/* How many events one body of this kind may hold at most. */
unsigned sample_body_events_max(enum sample_kind kind);

/* Writes one request's body with the events `first` to `first + count - 1`; *body
 * lies in `arena`. All monitor events of a body are of one monitor, as the vendor's
 * are. -1 with ERROR_MEMORY. Any thread. */
int sample_body(const struct sample *sample, uint64_t first, unsigned count,
                struct arena *arena, struct text *body, struct error *error);

#endif

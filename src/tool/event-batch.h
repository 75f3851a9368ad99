/* event-batch.h: some events of the log as lines, read before the first is handed to
 * anybody: who takes long for one must not hold a read transaction open meanwhile. */
#ifndef CARHOOK_EVENT_BATCH_H
#define CARHOOK_EVENT_BATCH_H

#include <stdio.h>

#include "base/arena.h"
#include "config/config.h"
#include "store/query.h"

#define EVENT_BATCH_MAX 1000

/* With these it is full, too, so that a thousand large events do not fill the memory. */
#define EVENT_BATCH_BYTES (1024 * 1024)

struct event_batch {
	const struct config *config;
	bool json;                   /* else lines for people */
	bool full;                   /* it took the event that filled it, and no more */
	FILE *to;
	char *text;                  /* the lines, up to the last one's end */
	size_t size;                 /* of what was written; stays when there is no event */
	size_t count;
	struct batched_event {
		int64_t id;
		const char *vin, *kind;  /* in `arena`; NULL: the event has none */
		size_t end;              /* of its line in the text */
	} events[EVENT_BATCH_MAX];
	struct arena arena, scratch;
};

/* Makes an empty batch. Free it in any case. */
int event_batch_open(struct event_batch *batch, const struct config *config, bool json,
                     struct error *error);

/* Empties the batch and reads the events behind `*after` that pass the filter, at most
 * `limit`. `*after` becomes the last one's id, or the last of the log when there are no
 * more. */
int event_batch_read(struct event_batch *batch, struct query *query,
                     const struct question_filter *filter, int64_t limit, int64_t *after,
                     struct error *error);

/* All lines. */
struct text event_batch_text(const struct event_batch *batch);

/* The line of an event of the batch, with its line break. */
struct text event_batch_line(const struct event_batch *batch, size_t index);

void event_batch_free(struct event_batch *batch);

#endif

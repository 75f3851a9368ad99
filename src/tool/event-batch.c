#include "tool/event-batch.h"

#include <stdlib.h>

#include "tool/event-line.h"

static int no_memory(struct error *error)
{
	return error_set(error, ERROR_MEMORY, "no memory for the events");
}

int event_batch_open(struct event_batch *batch, const struct config *config, bool json,
                     struct error *error)
{
	batch->config = config;
	batch->json = json;
	batch->to = open_memstream(&batch->text, &batch->size);
	return batch->to != NULL ? 0 : no_memory(error);
}

static const char *keep(struct event_batch *batch, struct text text)
{
	return text.at ? arena_copy(&batch->arena, text.at, text.length) : NULL;
}

static int put_line(struct event_batch *batch, const struct query_event *event)
{
	int result = batch->json
		? event_line_put_json(batch->to, event)
		: event_line_put(batch->to, event, batch->config, &batch->scratch);

	arena_reset(&batch->scratch);
	return result;
}

/* -1 also ends the asking when the batch is full. */
static int take(void *context, const struct query_event *event)
{
	struct event_batch *batch = context;
	struct batched_event *kept = &batch->events[batch->count];

	*kept = (struct batched_event){
		.id = event->id, .vin = keep(batch, event->vin), .kind = keep(batch, event->kind),
	};
	if ((event->vin.at != NULL && kept->vin == NULL) || kept->kind == NULL ||
	    put_line(batch, event) != 0 || fflush(batch->to) != 0)
		return -1;
	kept->end = batch->size;
	batch->count++;
	batch->full = batch->count == EVENT_BATCH_MAX || batch->size >= EVENT_BATCH_BYTES;
	return batch->full ? -1 : 0;
}

int event_batch_read(struct event_batch *batch, struct query *query,
                     const struct question_filter *filter, int64_t limit, int64_t *after,
                     struct error *error)
{
	int64_t taken;

	rewind(batch->to);
	arena_reset(&batch->arena);
	batch->count = 0;
	batch->full = false;
	/* The one reason for which `take` fails; a failed question says another. */
	no_memory(error);
	if (query_events(query, filter, after, limit, take, batch, &taken, error) != 0)
		return batch->full ? 0 : -1;
	return 0;
}

struct text event_batch_text(const struct event_batch *batch)
{
	return (struct text){batch->text, batch->count > 0 ? batch->events[batch->count - 1].end : 0};
}

struct text event_batch_line(const struct event_batch *batch, size_t index)
{
	size_t start = index > 0 ? batch->events[index - 1].end : 0;

	return (struct text){batch->text + start, batch->events[index].end - start};
}

void event_batch_free(struct event_batch *batch)
{
	if (batch->to != NULL)
		fclose(batch->to);
	free(batch->text);
	arena_free(&batch->arena);
	arena_free(&batch->scratch);
}

#include "receive/body.h"

#include <limits.h>
#include <stdlib.h>

#define FIRST_SIZE (16 * 1024)   /* of a body without an announced length */
#define DISCARD_FACTOR 4         /* how many times the limit is read and forgotten */

/* The announced length, or -1. */
static long long announced_length(const struct body_source *source)
{
	const char *text = source->announced;
	char *end;
	long long length;

	if (text == NULL || *text < '0' || *text > '9')
		return -1;
	/* A number beyond its type is the largest there is: more than any limit. */
	length = strtoll(text, &end, 10);
	return *end == '\0' ? length : -1;
}

/* How much may be read before the stream would make one wait: 0 where nothing is announced,
 * as most requests without a length have no body. */
static unsigned long long readable(const struct body_source *source)
{
	long long announced = announced_length(source);

	if (!source->stays_open)
		return ULLONG_MAX;
	return announced > 0 ? (unsigned long long)announced : 0;
}

/* Bounded, as an endless body would hold the thread. */
static void discard(const struct body_source *source)
{
	char buffer[8192];
	unsigned long long left = readable(source);
	size_t total = 0, count;

	while (left > 0 && total / DISCARD_FACTOR <= source->limit &&
	       (count = source->read(source->stream, buffer,
	                             left < sizeof buffer ? left : sizeof buffer)) > 0) {
		total += count;
		left -= count;
	}
}

static char *larger(struct arena *arena, const char *bytes, size_t length, size_t size)
{
	char *copy = arena_alloc(arena, size);

	if (copy != NULL && length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

/* One byte of room more than is wanted shows whether there is more to come, where one may
 * look. */
static size_t first_size(const struct body_source *source, long long announced)
{
	if (announced >= 0 && (unsigned long long)announced <= source->limit)
		return (size_t)announced + !source->stays_open;
	return source->limit < FIRST_SIZE ? source->limit + 1 : FIRST_SIZE;
}

/* -1 when memory is short. */
static int read_body(struct received_body *body, const struct body_source *source,
                     struct arena *arena)
{
	long long announced = announced_length(source);
	size_t size = first_size(source, announced), length = 0, count;
	char *bytes;

	*body = (struct received_body){.too_large = announced >= 0 &&
		(unsigned long long)announced > source->limit};
	bytes = body->too_large ? NULL : arena_alloc(arena, size);
	if (bytes == NULL && !body->too_large)
		return -1;
	while (!body->too_large && length < size &&
	       (count = source->read(source->stream, bytes + length, size - length)) > 0) {
		length += count;
		body->too_large = length > source->limit;
		if (length < size || body->too_large || (source->stays_open && announced >= 0))
			continue;
		size = size * 2 > source->limit ? source->limit + 1 : size * 2;
		bytes = larger(arena, bytes, length, size);
		if (bytes == NULL)
			return -1;
	}
	if (body->too_large)
		discard(source);
	body->bytes = (struct text){bytes ? bytes : "", length};
	body->truncated = source->broken(source->stream) ||
	                  (announced >= 0 && !body->too_large &&
	                   length != (unsigned long long)announced);
	return 0;
}

bool body_receive(struct exchange *exchange, const struct body_source *source)
{
	struct received_body body;

	if (!receiver_admit(exchange)) {
		discard(source);
		return exchange->is_health;
	}
	if (read_body(&body, source, &exchange->arena) == 0)
		return receiver_read(exchange, &body);
	exchange->answer = answer_of(ANSWER_NOT_STORED, "memory is short");
	return false;
}

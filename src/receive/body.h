/* body.h: reads a request's body, whatever the web server says of its length.
 *
 * CONTENT_LENGTH can be a number, empty, absent or -1 (chunked bodies, depending on
 * the server): so the body is read to its end under carhook's own limit, which is the
 * only one that holds behind every server, and the number is compared when there is
 * one (platform facts, part A). */
#ifndef CARHOOK_BODY_H
#define CARHOOK_BODY_H

#include "receive/receiver.h"

struct body_source {
	/* Reads up to `size` bytes; 0 at the end. */
	size_t (*read)(void *stream, char *buffer, size_t size);
	void *stream;
	const char *announced;   /* CONTENT_LENGTH; may be NULL or no number */
	size_t limit;            /* max_body */
};

/* Reads the body into `arena`. A body above the limit is read on but not kept.
 * -1 when memory is short. */
int body_read(struct received_body *body, const struct body_source *source,
              struct arena *arena);

/* Reads and forgets: a connection closed with unread bytes may take the answer with
 * it. Bounded, as an endless body would hold the thread. */
void body_discard(const struct body_source *source);

#endif

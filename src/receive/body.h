/* body.h: reads a request's body, whatever the web server says of its length.
 *
 * CONTENT_LENGTH can be a number, empty, absent or -1 (chunked bodies, depending on
 * the server): so the body is read to its end under carhook's own limit, which is the
 * only one that holds behind every server, and the number is compared when there is
 * one (platform facts, part A). A CGI program's input need not end with the body: there
 * nothing is read behind the number (RFC 3875 section 4.2). */
#ifndef CARHOOK_BODY_H
#define CARHOOK_BODY_H

#include "receive/receiver.h"

struct body_source {
	/* Reads up to `size` bytes; 0 at the end. */
	size_t (*read)(void *stream, char *buffer, size_t size);
	/* Whether the end was none: an error, or a peer that went away. */
	bool (*broken)(void *stream);
	void *stream;
	bool stays_open;         /* the stream may go on, or wait, behind the body */
	const char *announced;   /* CONTENT_LENGTH; may be NULL or no number */
	size_t limit;            /* max_body */
};

/* Takes an exchange from its start to its delivery: admits it, reads the body, reads
 * what is in it. The body of one that is not admitted, or is above the limit, is read
 * on but not kept: a connection closed with unread bytes may take the answer with it.
 * True: commit it; false: exchange->answer is final. */
bool body_receive(struct exchange *exchange, const struct body_source *source);

#endif

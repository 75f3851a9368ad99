/* answer.h: every answer the receiver can give, in one table.
 *
 * Errors have the vendor's xError form {code, message, debug}; success tells what
 * became of the events. */
#ifndef CARHOOK_ANSWER_H
#define CARHOOK_ANSWER_H

#include "base/arena.h"

/* The media type of metrics: Prometheus' text exposition format. */
#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

enum answer_kind {
	ANSWER_STORED,           /* 2xx: committed */
	ANSWER_HEALTHY,
	ANSWER_METRICS,          /* the text of metrics.h */
	ANSWER_NOT_JSON,         /* 400, and a copy is in quarantine */
	ANSWER_TRUNCATED,        /* 400: the body ended too early */
	ANSWER_STRICT,           /* 400: findings, and the source is strict */
	ANSWER_NO_CREDENTIAL,    /* 401 */
	ANSWER_WRONG_CREDENTIAL, /* 401 */
	ANSWER_NO_SOURCE,        /* 404 */
	ANSWER_METHOD,           /* 405 */
	ANSWER_TOO_LARGE,        /* 413 */
	ANSWER_TYPE,             /* 415 */
	ANSWER_NOT_STORED,       /* 500: the sender shall try again */
	ANSWER_COUNT
};

struct answer {
	enum answer_kind kind;
	int status;              /* HTTP status */
	size_t stored, redelivered, quarantined;
	unsigned findings;
	const char *debug;       /* of an error: what is wrong, no secrets, no data; or NULL */
	struct text body;        /* of ANSWER_METRICS, which alone has one of its own */
};

/* An answer of `kind` with the table's status; `debug` is borrowed. */
struct answer answer_of(enum answer_kind kind, const char *debug);

/* The word for a kind in the metrics: "stored", "wrong_credential", ... */
const char *answer_name(enum answer_kind kind);

/* The complete CGI response: header lines, an empty line, the body. `is_head` leaves
 * the body out. Lies in `arena`; TEXT_NONE when memory is short. */
struct text answer_write(const struct answer *answer, int is_head, struct arena *arena);

#endif

/* receiver.h: the way of one callback from its bytes to its rows and its answer.
 *
 * Knows neither FastCGI nor SQLite: a test or a fuzzer calls it with variables and
 * bytes. The way, each step returning false once the answer is known:
 *
 *   receiver_admit    whose is it, and may he (before the body is read)
 *   receiver_read     the body: JSON, envelope, events, rules, identities
 *   (commit)          the rows of exchange->delivery
 *   receiver_answer   the response
 */
#ifndef CARHOOK_RECEIVER_H
#define CARHOOK_RECEIVER_H

#include "config/config.h"
#include "receive/admit.h"
#include "receive/figures.h"
#include "store/store.h"

/* One request on its way. Everything in it dies with the arena. */
struct exchange {
	struct arena arena;
	const struct config *config;     /* borrowed; outlives the exchange */
	parameters variables;            /* borrowed until receiver_read has returned */
	const struct source *source;     /* NULL: no source's path */
	bool is_health, is_metrics;      /* it asks at a path of the receiver's own */
	bool is_head;                    /* of the request */
	struct callback callback;
	struct delivery delivery;        /* what is to be committed */
	struct answer answer;
	bool failed;                     /* the committer's verdict, and why */
	struct error error;
	struct exchange *next;           /* in whatever queue it waits */
};

/* What came of reading the body. */
struct received_body {
	struct text bytes;               /* secrets in it are overwritten */
	bool too_large;                  /* more than max_body; bytes are its beginning */
	bool truncated;                  /* it ended before its announced length */
};

/* Starts an exchange in what was zeroed or ended; `config` and `variables` are borrowed. */
void receiver_start(struct exchange *exchange, const struct config *config,
                    parameters variables);

/* Routes and checks all that can be checked without the body. True: read the body and
 * go on. False: exchange->answer is final, unless is_health, which the committer
 * answers. */
bool receiver_admit(struct exchange *exchange);

/* Reads the body into exchange->delivery. True: commit it, then the answer holds.
 * False: exchange->answer is final and nothing is to be stored. */
bool receiver_read(struct exchange *exchange, const struct received_body *body);

/* Reads a body from quarantine once more, by the present rules and configuration: its
 * credential was checked when it came. `vin` is the VIN attribute that came outside of
 * it. True: commit exchange->delivery. False: there are no events to be had, *reason
 * says why, in the arena or forever. */
bool receiver_replay(struct exchange *exchange, struct text body, struct text vin,
                     const char **reason);

/* Makes the answer of a request that is_metrics; `figures` may be NULL. Reads the
 * database, on a connection of its own. */
void receiver_measure(struct exchange *exchange, struct figures *figures);

/* The response as CGI text, once stored (error NULL) or not. Lies in the arena. */
struct text receiver_answer(struct exchange *exchange, const struct error *error);

/* Forgets everything of the exchange but a small block of memory for the next one on
 * the same connection; arena_free releases that, too. */
void receiver_end(struct exchange *exchange);

#endif

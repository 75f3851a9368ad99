/* sender.h: posts bodies over several connections at once, as the vendor's cloud does.
 *
 * The only file that knows libcurl. Each connection has one delivery at a time: a body,
 * posted again until it is answered 2xx where that is wanted, and the whole of it as
 * often as `repeat` says. */
#ifndef CARHOOK_SENDER_H
#define CARHOOK_SENDER_H

#include "base/arena.h"
#include "base/error.h"
#include "tool/tally.h"
#include "tool/terminal.h"

/* What is kept of an answer's body: the receiver's are some hundred bytes. */
#define SENDER_ANSWER_MAX 4096

/* Writes the body number `index` into `arena`. */
typedef int sender_body(void *context, uint64_t index, struct arena *arena,
                        struct text *body, struct error *error);

struct sender {
	const char *url;
	const char *const *headers;    /* "Name: value", ended by NULL */
	const char *user_password;     /* for Basic, "user:password"; or NULL */
	const char *ca_file;           /* authorities to trust; NULL: the system's */
	bool insecure;                 /* do not check the certificate */
	unsigned parallel;             /* connections, at least 1 */
	uint64_t bodies;
	unsigned repeat;               /* deliveries of each body, at least 1 */
	bool retry;                    /* until 2xx */
	int64_t retry_delay_us, retry_for_us;
	sender_body *write_body;
	void *context;

	struct tally tally;                  /* filled in by sender_run */
	long status;                         /* of the last answer; 0: none came */
	char answer[SENDER_ANSWER_MAX + 1];  /* its body, or why none came */
	size_t answer_length;
};

/* Sends everything and fills in the rest of `sender`; `progress` is drawn. SIGINT ends
 * it early: what was not sent counts as failed. -1 with ERROR_MEMORY, ERROR_SYSTEM
 * (libcurl cannot be used) or an error of write_body. */
int sender_run(struct sender *sender, struct terminal_progress *progress,
               struct error *error);

#endif

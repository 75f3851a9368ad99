/* store.h: keeps deliveries and their events, each event once.
 *
 * A store is a connection with its statements, used by one thread. The way of a
 * group: store_begin, store_delivery for each request, store_commit; what has not
 * been committed has not been stored. */
#ifndef CARHOOK_STORE_H
#define CARHOOK_STORE_H

#include "base/error.h"
#include "contract/callback.h"
#include "store/derive.h"

struct store;

/* One request as it is to be kept. All texts are borrowed until the call returns. */
struct delivery {
	const char *source;            /* its name and edition in the configuration */
	const char *edition;
	int64_t received_ms;
	const char *shape;             /* callback_shape_name */
	int status;                    /* of the answer that a commit will allow; 0: nobody
	                                  waits for one, it comes from quarantine */
	size_t bytes;                  /* length of the body */
	struct text vin;               /* the VIN attribute of header or query; or TEXT_NONE */
	const struct event *events;
	size_t event_count;
	const struct reject *rejects;  /* their bytes hold no secrets */
	size_t reject_count;
	const struct findings *findings;   /* of the envelope; may be NULL */
	struct text envelope;
	unsigned finding_count;        /* of envelope and events together */

	size_t stored, redelivered;    /* filled in by store_delivery */
};

/* Makes SQLite cheaper for a process with several threads. To be called before everything
 * else of this folder, while there is one thread; it may be left out. */
void store_initialise(void);

/* Opens the database for writing. On -1 (ERROR_DB_*, ERROR_MEMORY) *out is untouched. */
int store_open(struct store **out, const char *path, int busy_timeout_ms,
               struct error *error);

/* Closes; NULL is legal. An open transaction is rolled back. */
void store_close(struct store *store);

/* Starts a transaction and makes sure that the file is still there. */
int store_begin(struct store *store, struct error *error);

/* Adds one delivery to the transaction and fills in stored and redelivered. After -1
 * the transaction holds a part of it, or is gone: the caller rolls back. */
int store_delivery(struct store *store, struct delivery *delivery, struct error *error);

/* Takes a row out of quarantine, in the transaction; *was_there tells whether it was
 * there: somebody else may have been faster. */
int store_release(struct store *store, int64_t quarantine_id, bool *was_there,
                  struct error *error);

/* Commits: returns 0 only when everything since store_begin is on disk (WAL with
 * synchronous=FULL: after fdatasync). On -1 nothing of it is stored. */
int store_commit(struct store *store, struct error *error);

/* Writes a little: a commit after it shows that the database takes writes. */
int store_touch(struct store *store, struct error *error);

/* Gives up the transaction; harmless without one. */
void store_rollback(struct store *store);

/* The steps of deriving that need the store (store/derive.h). After -1 of
 * store_write_batch the store must be closed. */
int store_read_batch(struct store *store, struct batch *batch, unsigned events, bool *more,
                     struct error *error);
int store_write_batch(struct store *store, struct batch *batch, unsigned rows, bool *more,
                      struct error *error);

/* All steps at once, for one thread: derives at most `events` events, and says in *done
 * how many. After -1 the store must be closed. */
int store_derive(struct store *store, unsigned events, unsigned *done, struct error *error);

/* How many events of the log are not derived yet. */
int store_backlog(struct store *store, size_t *events, struct error *error);

/* Pages in the write-ahead log after the last commit of this store. */
int store_wal_pages(const struct store *store);

/* Moves the write-ahead log into the database, as far as readers allow, without
 * waiting for anybody (PASSIVE). Every store has automatic checkpoints; one that is
 * checkpointed from here turns them off first with store_checkpoint_by_hand. */
int store_checkpoint(struct store *store, struct error *error);
void store_checkpoint_by_hand(struct store *store);

#endif

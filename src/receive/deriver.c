#include "receive/deriver.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/derive-lock.h"

/* Events of one batch. More share more pages, but take more memory, up to half a kilobyte
 * each, and longer: meanwhile others come, which are the next batch's, and in a storm the
 * derivation is behind by both. As many as a run of the timeline has (store/derive.h). */
#define BATCH_EVENTS 32768

/* As many are worth a batch before they have gathered for GATHER_US. */
#define GATHER_EVENTS 32768

/* Events read, or rows written, in one turn at the store: two or three milliseconds.
 * Who is behind writes more, by the square: so a storm of large requests is slowed down
 * before it leaves the derivation two seconds behind. */
#define READ_EVENTS 1000
#define WRITE_ROWS 250
#define WRITE_ROWS_MAX 16000
#define BEHIND_EVENTS 8192

/* Events gather for this long before they are derived, if they do not fill a batch. */
#define GATHER_US 1000000

/* Pages of the write-ahead log (8 KiB each) that are moved together. A page that was
 * written many times since is moved once. */
#define CHECKPOINT_PAGES 8192

/* How long the end of the program may be put off by deriving. */
#define LAST_US 500000

/* Events that may wait to be derived before those who send more are slowed down: about
 * a second's worth of a storm. A group then waits for HOLD_US when twice as many wait, and
 * in proportion: measured, a storm is less than two seconds behind. */
#define BACKLOG_EVENTS 28000
#define HOLD_US 90000
#define HOLD_US_MAX 130000

#define LOG_SECONDS 10
#define PAUSE_AFTER_FAILURE_US 500000

/* While another process derives, or removes what is old. */
#define PAUSE_WHILE_BUSY_US 50000

/* Then what it has not yet done is counted, which takes a turn at the store. */
#define COUNT_EVERY_US 250000

struct deriver {
	struct turn *turn;
	const char *database;
	int busy_timeout_ms;
	pthread_t thread;
	pthread_mutex_t lock;              /* guards the next six */
	pthread_cond_t noted;
	size_t underived;                  /* about: other processes derive, too */
	size_t excused;                    /* of these: piled up while nobody was let derive */
	int64_t underived_since_us, not_before_us;
	bool stopping;
	/* Used by the thread alone: */
	struct batch *batch;
	int lock_fd;                       /* its lock says who derives; -1: cannot be opened */
	bool warned_of_lock;
	int64_t counted_us;                /* when the backlog was */
	int wal_pages;                     /* length of the write-ahead log */
	int checkpointed_pages;            /* its length at the last attempt to move it */
	struct log_gate gate;
};

static void report(struct deriver *d, const char *what, const struct error *error)
{
	unsigned long missed;

	if (log_allowed(&d->gate, LOG_SECONDS, &missed))
		log_line(LOG_WARNING, "store", "%s yet, trying again: %s", what, error->text);
}

/* A lock that cannot be opened is told of once, and tried again. */
static void open_lock(struct deriver *d)
{
	struct error error;

	d->lock_fd = derive_lock_open(d->database, &error);
	if (d->lock_fd < 0 && !d->warned_of_lock)
		log_line(LOG_WARNING, "store", "%s", error.text);
	if (d->lock_fd >= 0 && d->warned_of_lock)
		log_line(LOG_NOTICE, "store", "the lock %s-lock is open now", d->database);
	d->warned_of_lock = d->lock_fd < 0;
}

static size_t count_underived(struct deriver *d)
{
	size_t underived;

	pthread_mutex_lock(&d->lock);
	underived = d->underived;
	pthread_mutex_unlock(&d->lock);
	return underived;
}

/* What is left of what was excused is not more than all. Under the lock. */
static void set_underived(struct deriver *d, size_t underived)
{
	d->underived = underived;
	if (d->excused > underived)
		d->excused = underived;
}

/* How far it is behind because events come faster than they are derived. */
static size_t count_behind(struct deriver *d)
{
	size_t behind;

	pthread_mutex_lock(&d->lock);
	behind = d->underived - d->excused;
	pthread_mutex_unlock(&d->lock);
	return behind;
}

/* ---- Deriving one batch ---- */

typedef int turn_step(struct store *store, struct batch *batch, unsigned rows, bool *more,
                      struct error *error);

static int in_turn(struct deriver *d, turn_step *step, unsigned rows, bool *more,
                   struct error *error)
{
	struct store *store = turn_take(d->turn, error);
	int result;

	if (store == NULL)
		return -1;
	result = step(store, d->batch, rows, more, error);
	d->wal_pages = store_wal_pages(store);
	turn_give(d->turn, result != 0);
	return result;
}

/* Rows of one turn: more, the further the derivation is behind. */
static unsigned turn_rows(struct deriver *d)
{
	size_t behind = count_behind(d) / BEHIND_EVENTS;
	size_t rows = WRITE_ROWS * (1 + behind * behind);

	return (unsigned)(rows < WRITE_ROWS_MAX ? rows : WRITE_ROWS_MAX);
}

static int write_rows(struct deriver *d, struct error *error)
{
	for (bool more = true; more;)
		if (in_turn(d, store_write_batch, turn_rows(d), &more, error) != 0)
			return -1;
	return 0;
}

static int derive_batch(struct deriver *d, struct error *error)
{
	for (bool more = true; more;)
		if (in_turn(d, store_read_batch, READ_EVENTS, &more, error) != 0 ||
		    batch_understand(d->batch, error) != 0 || write_rows(d, error) != 0)
			return -1;
	batch_sort(d->batch);
	return write_rows(d, error);
}

/* A batch that was not full held all that was noted before it was read, whoever had
 * derived the rest. What came since gathers from then on, not only from its end. */
static void note_derived(struct deriver *d, size_t noted_before, int64_t begun_us)
{
	size_t done = batch_count(d->batch);

	pthread_mutex_lock(&d->lock);
	if (!batch_is_full(d->batch))
		set_underived(d, d->underived - noted_before);
	else
		set_underived(d, d->underived > done ? d->underived - done : 1);
	d->underived_since_us = begun_us;
	pthread_mutex_unlock(&d->lock);
}

static int derive_alone(struct deriver *d)
{
	size_t noted_before = count_underived(d);
	int64_t begun_us = clock_monotonic_us();
	struct error error;
	int result = derive_batch(d, &error);

	if (result == 0)
		note_derived(d, noted_before, begun_us);
	else
		report(d, "cannot derive", &error);
	batch_clear(d->batch);
	return result;
}

/* What is left, whoever derives it: more may have come since it was counted. Who sends has
 * nothing to do with what piled up while all was derived again, or much was removed. */
static void note_backlog(struct deriver *d, size_t backlog, size_t noted_before)
{
	pthread_mutex_lock(&d->lock);
	set_underived(d, backlog + d->underived - noted_before);
	if (derive_lock_is_long(d->lock_fd))
		d->excused = d->underived;
	pthread_mutex_unlock(&d->lock);
}

static void count_backlog(struct deriver *d)
{
	size_t noted_before = count_underived(d), backlog;
	struct error error;
	struct store *store = turn_take(d->turn, &error);
	int result;

	d->counted_us = clock_monotonic_us();
	if (store == NULL)
		return;
	result = store_backlog(store, &backlog, &error);
	turn_give(d->turn, result != 0);
	if (result == 0)
		note_backlog(d, backlog, noted_before);
}

/* Of several processes one derives at a time: what two derive is the same, and would be
 * work for nothing. Returns after how long it is to be tried again; 0 when it is done. */
static int64_t derive(struct deriver *d)
{
	int result;

	if (d->lock_fd < 0)
		open_lock(d);
	if (!derive_lock_take(d->lock_fd)) {
		if (clock_monotonic_us() - d->counted_us >= COUNT_EVERY_US)
			count_backlog(d);
		return PAUSE_WHILE_BUSY_US;
	}
	result = derive_alone(d);
	derive_lock_give(d->lock_fd);
	return result == 0 ? 0 : PAUSE_AFTER_FAILURE_US;
}

/* ---- Checkpoints ---- */

/* On a connection of its own, for this time only: one that stayed would keep the log of
 * a file that was moved away, and keep a broken store's from being read anew. */
static int checkpoint_apart(const struct deriver *d, struct error *error)
{
	struct store *store;
	int result;

	if (store_open(&store, d->database, d->busy_timeout_ms, error) != 0)
		return -1;
	result = store_checkpoint(store, error);
	store_close(store);
	return result;
}

/* What was written during the first part is little; with nobody writing the log is
 * then empty, and begins anew with the next commit. */
static int checkpoint_rest(struct deriver *d, struct error *error)
{
	struct store *store = turn_take(d->turn, error);
	int result;

	if (store == NULL)
		return -1;
	result = store_checkpoint(store, error);
	turn_give(d->turn, result != 0);
	return result;
}

/* A reader that stays keeps the log from beginning anew; then it is tried again only
 * after as many pages more. */
static void checkpoint(struct deriver *d)
{
	struct error error;

	if (d->wal_pages < d->checkpointed_pages)
		d->checkpointed_pages = 0;
	if (d->wal_pages - d->checkpointed_pages < CHECKPOINT_PAGES)
		return;
	d->checkpointed_pages = d->wal_pages;
	if (checkpoint_apart(d, &error) != 0 || checkpoint_rest(d, &error) != 0)
		report(d, "cannot checkpoint", &error);
}

/* ---- The thread ---- */

static bool is_due(const struct deriver *d, int64_t now)
{
	if (d->underived == 0 || now < d->not_before_us)
		return false;
	return d->underived >= GATHER_EVENTS || now - d->underived_since_us >= GATHER_US;
}

static void wait_until(struct deriver *d, int64_t us)
{
	const struct timespec until = clock_timespec(us);

	pthread_cond_timedwait(&d->noted, &d->lock, &until);
}

/* Waits for work; false when it is time to stop. */
static bool next_work(struct deriver *d)
{
	bool going_on;

	pthread_mutex_lock(&d->lock);
	while (!d->stopping && !is_due(d, clock_monotonic_us())) {
		int64_t due = d->underived_since_us + GATHER_US;

		if (d->underived == 0)
			pthread_cond_wait(&d->noted, &d->lock);
		else
			wait_until(d, due > d->not_before_us ? due : d->not_before_us);
	}
	going_on = !d->stopping;
	pthread_mutex_unlock(&d->lock);
	return going_on;
}

static void not_before(struct deriver *d, int64_t us)
{
	pthread_mutex_lock(&d->lock);
	d->not_before_us = us;
	pthread_mutex_unlock(&d->lock);
}

static void *derive_all(void *argument)
{
	struct deriver *d = argument;
	int64_t end_us;

	while (next_work(d)) {
		not_before(d, clock_monotonic_us() + derive(d));
		checkpoint(d);
	}
	/* What is left after this is derived at the next start. */
	end_us = clock_monotonic_us() + LAST_US;
	while (count_underived(d) > 0 && clock_monotonic_us() < end_us && derive(d) == 0)
		continue;
	return NULL;
}

/* ---- From outside ---- */

void deriver_note(struct deriver *deriver, size_t events)
{
	pthread_mutex_lock(&deriver->lock);
	if (deriver->underived == 0)
		deriver->underived_since_us = clock_monotonic_us();
	deriver->underived += events;
	if (deriver->underived == events || deriver->underived >= GATHER_EVENTS)
		pthread_cond_signal(&deriver->noted);
	pthread_mutex_unlock(&deriver->lock);
}

unsigned deriver_hold_us(struct deriver *deriver)
{
	uint64_t behind = count_behind(deriver), hold;

	if (behind <= BACKLOG_EVENTS)
		return 0;
	hold = (behind - BACKLOG_EVENTS) * HOLD_US / BACKLOG_EVENTS;
	return (unsigned)(hold < HOLD_US_MAX ? hold : HOLD_US_MAX);
}

static void release(struct deriver *d)
{
	if (d->lock_fd >= 0)
		close(d->lock_fd);
	batch_free(d->batch);
	pthread_mutex_destroy(&d->lock);
	pthread_cond_destroy(&d->noted);
	free(d);
}

int deriver_start(struct deriver **out, struct turn *turn, const char *database,
                  int busy_timeout_ms, struct error *error)
{
	struct deriver *d = calloc(1, sizeof *d);
	pthread_condattr_t monotonic;

	if (d == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to derive");
	*d = (struct deriver){.turn = turn, .database = database,
	                      .busy_timeout_ms = busy_timeout_ms};
	open_lock(d);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->noted, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (batch_new(&d->batch, BATCH_EVENTS, error) == 0 &&
	    pthread_create(&d->thread, NULL, derive_all, d) == 0) {
		*out = d;
		return 0;
	}
	release(d);
	return error_set(error, ERROR_SYSTEM, "cannot start the deriving thread");
}

void deriver_stop(struct deriver *deriver)
{
	if (deriver == NULL)
		return;
	pthread_mutex_lock(&deriver->lock);
	deriver->stopping = true;
	pthread_cond_signal(&deriver->noted);
	pthread_mutex_unlock(&deriver->lock);
	pthread_join(deriver->thread, NULL);
	release(deriver);
}

#include "receive/retention.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "store/derive-lock.h"
#include "store/prune.h"

/* The first round is at the start. */
#define ROUND_US INT64_C(600000000)

/* After which the lock is tried again, when another process has it. */
#define PAUSE_WHILE_BUSY_US 10000

/* A pause that is never shorter than this, nor than the step before it. */
#define PAUSE_US 10000

#define DAY_MS INT64_C(86400000)

struct retention {
	struct live *live;
	struct turn *turn;
	const char *database;
	pthread_t thread;
	pthread_mutex_t lock;        /* guards the next */
	pthread_cond_t stopped;
	bool stopping;
	int lock_fd;                 /* see derive-lock.h */
	int64_t taken_us;            /* when its lock was; 0: it is not */
	int64_t worked_us;           /* in steps since then */
};

/* Waits for so long, unless it is time to stop: then false, at once. */
static bool pause_for(struct retention *r, int64_t us)
{
	int64_t until_us = clock_monotonic_us() + us;
	const struct timespec until = clock_timespec(until_us);
	bool going_on;

	pthread_mutex_lock(&r->lock);
	while (!r->stopping && clock_monotonic_us() < until_us)
		pthread_cond_timedwait(&r->stopped, &r->lock, &until);
	going_on = !r->stopping;
	pthread_mutex_unlock(&r->lock);
	return going_on;
}

/* Waits until nobody derives, unless it is time to stop: then false, at once. */
static bool lock(struct retention *r)
{
	while (!derive_lock_ask(r->lock_fd))
		if (!pause_for(r, PAUSE_WHILE_BUSY_US)) {
			derive_lock_give(r->lock_fd);
			return false;
		}
	return true;
}

static void give_lock(struct retention *r)
{
	derive_lock_give(r->lock_fd);
	r->taken_us = r->worked_us = 0;
}

/* Takes the lock, or, if it was taken, lets others derive now and then: there is a day's
 * time for a day's events. What was no step was waiting for them. False without it when it
 * is time to stop. */
static bool keep_lock(struct retention *r)
{
	int64_t kept_us = clock_monotonic_us() - r->taken_us, pause_us = 0;

	if (r->taken_us != 0) {
		pause_us = derive_lock_pause_us(kept_us, (struct database_encounters){
			.transactions = 1, .waits = 1, .waited_us = kept_us - r->worked_us});
		if (pause_us == 0)
			return true;
		give_lock(r);
	}
	if (!pause_for(r, pause_us) || !lock(r))
		return false;
	r->taken_us = clock_monotonic_us();
	return true;
}

/* Under the lock; and nobody of this process writes meanwhile. */
static int step(struct retention *r, struct prune *prune, struct pruned *pruned, bool *more,
                int64_t *took_us, struct error *error)
{
	int64_t begun_us;
	int result = -1;

	if (turn_take(r->turn, error) != NULL) {
		begun_us = clock_monotonic_us();
		result = prune_step(prune, pruned, more, error);
		*took_us = clock_monotonic_us() - begun_us;
		r->worked_us += *took_us;
		turn_give(r->turn, false);
	}
	return result;
}

static int remove_older(struct retention *r, const struct config *config,
                        struct pruned *pruned, struct error *error)
{
	char before[CLOCK_TEXT_SIZE];
	struct prune *prune;
	int64_t took_us = 0;
	bool more = true;
	int result = 0;

	clock_format(clock_now_ms() - config->retention_days * DAY_MS, before);
	if (prune_open(&prune, r->database, config->busy_timeout_ms, before, error) != 0)
		return -1;
	while (more && result == 0 && pause_for(r, took_us > PAUSE_US ? took_us : PAUSE_US) &&
	       keep_lock(r))
		result = step(r, prune, pruned, &more, &took_us, error);
	give_lock(r);
	prune_close(prune);
	return result;
}

static void go_round(struct retention *r)
{
	const struct config *config = live_get(r->live);
	struct pruned pruned = {.events = 0};
	struct error error;

	if (config->retention_days > 0 && remove_older(r, config, &pruned, &error) != 0)
		log_line(LOG_WARNING, "store", "cannot remove what is older than %d days yet, "
		         "trying again in ten minutes: %s", config->retention_days, error.text);
	if (pruned.events > 0)
		log_line(LOG_NOTICE, "store", "removed %lld events older than %d days",
		         (long long)pruned.events, config->retention_days);
	live_put(r->live, config);
}

static void *go_rounds(void *argument)
{
	struct retention *r = argument;

	do
		go_round(r);
	while (pause_for(r, ROUND_US));
	return NULL;
}

static void release(struct retention *r)
{
	derive_lock_close(r->lock_fd);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->stopped);
	free(r);
}

int retention_start(struct retention **out, struct live *live, struct turn *turn,
                    const char *database, struct error *error)
{
	struct retention *r = calloc(1, sizeof *r);
	pthread_condattr_t monotonic;

	if (r == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the retention");
	*r = (struct retention){.live = live, .turn = turn, .database = database,
	                        .lock_fd = derive_lock_open(database, NULL)};
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->stopped, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&r->thread, NULL, go_rounds, r) == 0) {
		*out = r;
		return 0;
	}
	release(r);
	return error_set(error, ERROR_SYSTEM, "cannot start the retention's thread");
}

void retention_stop(struct retention *retention)
{
	if (retention == NULL)
		return;
	pthread_mutex_lock(&retention->lock);
	retention->stopping = true;
	pthread_cond_signal(&retention->stopped);
	pthread_mutex_unlock(&retention->lock);
	pthread_join(retention->thread, NULL);
	release(retention);
}

#include "receive/committer.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"

/* A message repeated by a storm of requests is written once in this many seconds. */
#define LOG_SECONDS 10

struct queue {
	struct exchange *first, **last;
	size_t bytes;
};

struct committer {
	struct committer_settings settings;
	pthread_mutex_t lock;              /* guards the next three */
	pthread_cond_t room;
	struct queue waiting;
	bool committing;                   /* some thread does */
	/* Used by the thread that commits: */
	int64_t failing_since_us;          /* 0: not failing */
	struct log_gate gate;
};

static void queue_clear(struct queue *queue)
{
	*queue = (struct queue){.first = NULL};
	queue->last = &queue->first;
}

static void queue_append(struct queue *queue, struct exchange *exchange)
{
	exchange->next = NULL;
	*queue->last = exchange;
	queue->last = &exchange->next;
	queue->bytes += exchange->arena.total;
}

static struct exchange *queue_take(struct queue *queue)
{
	struct exchange *first = queue->first;

	queue_clear(queue);
	return first;
}

/* ---- The store, and its failures ---- */

static void report_failure(struct committer *c, const struct error *error)
{
	unsigned long missed;

	if (c->failing_since_us == 0)
		c->failing_since_us = clock_monotonic_us();
	if (log_allowed(&c->gate, LOG_SECONDS, &missed))
		log_line(LOG_ERROR, "store", "cannot store, answering 500: %s%s", error->text,
		         missed ? " (repeated)" : "");
}

static void report_recovery(struct committer *c)
{
	if (c->failing_since_us == 0)
		return;
	log_line(LOG_NOTICE, "store", "storing again after %.1f s",
	         (double)(clock_monotonic_us() - c->failing_since_us) / 1e6);
	c->failing_since_us = 0;
	c->gate = (struct log_gate){0};
}

/* ---- One group ---- */

/* Stores every delivery of the group; stops at the first that fails. *work is what is to be
 * derived: the new events, and each delivery without one, which is to be counted. */
static int store_group(struct store *store, struct exchange *group, unsigned *requests,
                       size_t *work, struct error *error)
{
	for (struct exchange *e = group; e != NULL; e = e->next) {
		++*requests;
		if (e->is_health) {
			if (store_touch(store, error) != 0)
				return -1;
			continue;
		}
		if (store_delivery(store, &e->delivery, error) != 0)
			return -1;
		*work += e->delivery.stored > 0 ? e->delivery.stored : 1;
	}
	return 0;
}

static int store_and_commit(struct store *store, struct exchange *group, unsigned *requests,
                            size_t *work, struct error *error)
{
	if (store_begin(store, error) == 0 &&
	    store_group(store, group, requests, work, error) == 0 &&
	    store_commit(store, error) == 0)
		return 0;
	store_rollback(store);
	return -1;
}

/* Ends the turn at the store; without a store, `error` says why there is none. */
static int try_group(struct committer *c, struct store *store, struct exchange *group,
                     struct error *error)
{
	int64_t begun_us = clock_monotonic_us();
	unsigned requests = 0;
	size_t work = 0;
	int result = -1;

	if (store != NULL) {
		result = store_and_commit(store, group, &requests, &work, error);
		turn_give(c->settings.turn, result != 0);
	}
	if (result != 0) {
		report_failure(c, error);
		return -1;
	}
	report_recovery(c);
	figures_commit(c->settings.figures, requests, clock_monotonic_us() - begun_us);
	deriver_note(c->settings.deriver, work);
	return 0;
}

static void mark_failed(struct exchange *group, const struct error *error)
{
	for (; group != NULL; group = group->next) {
		group->failed = true;
		group->error = *error;
	}
}

/* Whether one delivery of a group may be the reason, and not the database. */
static bool is_one_deliverys_fault(const struct error *error)
{
	return error->code == ERROR_DB || error->code == ERROR_MEMORY;
}

/* All or nothing is tried first, as it costs least. If one delivery may be the reason
 * that it failed, each is tried by itself: one is not the others' fault. */
static void commit_group(struct committer *c, struct store *store, struct exchange *group,
                         struct error *error)
{
	if (try_group(c, store, group, error) == 0)
		return;
	if (!is_one_deliverys_fault(error) || group->next == NULL) {
		mark_failed(group, error);
		return;
	}
	while (group != NULL) {
		struct exchange *next = group->next;

		group->next = NULL;
		store = turn_take(c->settings.turn, error);
		if (try_group(c, store, group, error) != 0)
			mark_failed(group, error);
		group->next = next;
		group = next;
	}
}

/* ---- Who commits ---- */

static void answer_group(const struct committer *c, struct exchange *group)
{
	while (group != NULL) {
		struct exchange *next = group->next;

		c->settings.done(group, group->failed ? &group->error : NULL);
		group = next;
	}
}

/* A storm that lasts must not leave the derivation behind for ever: who sends waits. */
static void hold_back(const struct committer *c)
{
	unsigned us = deriver_hold_us(c->settings.deriver);

	if (us > 0)
		clock_sleep_us(us);
}

/* Whether somebody waits; if not, somebody else may commit. */
static bool goes_on(struct committer *c)
{
	bool committing;

	pthread_mutex_lock(&c->lock);
	committing = c->waiting.first != NULL;
	c->committing = committing;
	pthread_mutex_unlock(&c->lock);
	return committing;
}

static struct exchange *next_group(struct committer *c)
{
	struct exchange *group;

	pthread_mutex_lock(&c->lock);
	group = queue_take(&c->waiting);
	pthread_cond_broadcast(&c->room);
	pthread_mutex_unlock(&c->lock);
	return group;
}

/* Who came while the store was another's is of the group, too. */
static void commit_waiting(struct committer *c)
{
	while (goes_on(c)) {
		struct error error;
		struct store *store = turn_take(c->settings.turn, &error);
		struct exchange *group = next_group(c);

		commit_group(c, store, group, &error);
		answer_group(c, group);
		hold_back(c);
	}
}

/* ---- From outside ---- */

void committer_submit(struct committer *committer, struct exchange *exchange)
{
	bool committing;

	pthread_mutex_lock(&committer->lock);
	while (committer->waiting.first != NULL &&
	       committer->waiting.bytes + exchange->arena.total >
	               committer->settings.max_waiting)
		pthread_cond_wait(&committer->room, &committer->lock);
	queue_append(&committer->waiting, exchange);
	committing = committer->committing;
	committer->committing = true;
	pthread_mutex_unlock(&committer->lock);
	if (!committing)
		commit_waiting(committer);
}

int committer_new(struct committer **out, const struct committer_settings *settings,
                  struct error *error)
{
	struct committer *c = calloc(1, sizeof *c);

	if (c == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the committer");
	c->settings = *settings;
	queue_clear(&c->waiting);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->room, NULL);
	*out = c;
	return 0;
}

void committer_free(struct committer *committer)
{
	if (committer == NULL)
		return;
	pthread_mutex_destroy(&committer->lock);
	pthread_cond_destroy(&committer->room);
	free(committer);
}

#include "receive/committer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

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
	pthread_t committing, replying;
	pthread_mutex_t lock;              /* guards all below */
	pthread_cond_t submitted, committed, room;
	struct queue waiting, finished;
	bool stopping, commits_done;
	/* Used by the committing thread alone: */
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

/* Stores every delivery of the group; stops at the first that fails. */
static int store_group(struct store *store, struct exchange *group, unsigned *requests,
                       size_t *stored, struct error *error)
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
		*stored += e->delivery.stored;
	}
	return 0;
}

static int try_group(struct committer *c, struct exchange *group, struct error *error)
{
	struct store *store = turn_take(c->settings.turn, error);
	int64_t begun_us = clock_monotonic_us();
	unsigned requests = 0;
	size_t stored = 0;
	int result = -1;

	if (store != NULL) {
		result = store_begin(store, error) == 0 &&
		         store_group(store, group, &requests, &stored, error) == 0 &&
		         store_commit(store, error) == 0 ? 0 : -1;
		if (result != 0)
			store_rollback(store);
		turn_give(c->settings.turn, result != 0);
	}
	if (result != 0) {
		report_failure(c, error);
		return -1;
	}
	report_recovery(c);
	figures_commit(c->settings.figures, requests, clock_monotonic_us() - begun_us);
	deriver_note(c->settings.deriver, stored);
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
static void commit_group(struct committer *c, struct exchange *group)
{
	struct error error;

	if (try_group(c, group, &error) == 0)
		return;
	if (!is_one_deliverys_fault(&error) || group->next == NULL) {
		mark_failed(group, &error);
		return;
	}
	while (group != NULL) {
		struct exchange *next = group->next;

		group->next = NULL;
		if (try_group(c, group, &error) != 0)
			mark_failed(group, &error);
		group->next = next;
		group = next;
	}
}

/* ---- The threads ---- */

static void hand_back(struct committer *c, struct exchange *group)
{
	pthread_mutex_lock(&c->lock);
	while (group != NULL) {
		struct exchange *next = group->next;
		queue_append(&c->finished, group);
		group = next;
	}
	pthread_cond_signal(&c->committed);
	pthread_mutex_unlock(&c->lock);
}

/* A storm that lasts must not leave the derivation behind for ever: who sends waits. */
static void hold_back(struct committer *c)
{
	unsigned us = deriver_hold_us(c->settings.deriver);

	if (us > 0)
		nanosleep(&(struct timespec){.tv_nsec = (long)us * 1000}, NULL);
}

static void *commit_all(void *argument)
{
	struct committer *c = argument;
	bool ending = false;

	while (!ending) {
		struct exchange *group;

		hold_back(c);
		pthread_mutex_lock(&c->lock);
		while (c->waiting.first == NULL && !c->stopping)
			pthread_cond_wait(&c->submitted, &c->lock);
		group = queue_take(&c->waiting);
		ending = group == NULL;
		pthread_cond_broadcast(&c->room);
		pthread_mutex_unlock(&c->lock);
		if (group != NULL) {
			commit_group(c, group);
			hand_back(c, group);
		}
	}
	pthread_mutex_lock(&c->lock);
	c->commits_done = true;
	pthread_cond_signal(&c->committed);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static void *reply_all(void *argument)
{
	struct committer *c = argument;
	bool ending = false;

	while (!ending) {
		struct exchange *group;

		pthread_mutex_lock(&c->lock);
		while (c->finished.first == NULL && !c->commits_done)
			pthread_cond_wait(&c->committed, &c->lock);
		group = queue_take(&c->finished);
		ending = group == NULL;
		pthread_mutex_unlock(&c->lock);
		while (group != NULL) {
			struct exchange *next = group->next;
			c->settings.done(group, group->failed ? &group->error : NULL);
			group = next;
		}
	}
	return NULL;
}

/* ---- From outside ---- */

void committer_submit(struct committer *committer, struct exchange *exchange)
{
	pthread_mutex_lock(&committer->lock);
	while (committer->waiting.first != NULL &&
	       committer->waiting.bytes + exchange->arena.total >
	               committer->settings.max_waiting)
		pthread_cond_wait(&committer->room, &committer->lock);
	queue_append(&committer->waiting, exchange);
	pthread_cond_signal(&committer->submitted);
	pthread_mutex_unlock(&committer->lock);
}

static void initialise(struct committer *c, const struct committer_settings *settings)
{
	c->settings = *settings;
	queue_clear(&c->waiting);
	queue_clear(&c->finished);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->submitted, NULL);
	pthread_cond_init(&c->committed, NULL);
	pthread_cond_init(&c->room, NULL);
}

static void release(struct committer *c)
{
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->submitted);
	pthread_cond_destroy(&c->committed);
	pthread_cond_destroy(&c->room);
	free(c);
}

/* Lets the threads finish what is there, and waits for them. */
static void end_thread(struct committer *c, pthread_t thread, bool *flag)
{
	pthread_mutex_lock(&c->lock);
	*flag = true;
	pthread_cond_broadcast(&c->submitted);
	pthread_cond_broadcast(&c->committed);
	pthread_mutex_unlock(&c->lock);
	pthread_join(thread, NULL);
}

int committer_start(struct committer **out, const struct committer_settings *settings,
                    struct error *error)
{
	struct committer *c = calloc(1, sizeof *c);

	if (c == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the committer");
	initialise(c, settings);
	if (pthread_create(&c->replying, NULL, reply_all, c) != 0) {
		release(c);
		return error_set(error, ERROR_SYSTEM, "cannot start the replying thread");
	}
	if (pthread_create(&c->committing, NULL, commit_all, c) != 0) {
		end_thread(c, c->replying, &c->commits_done);
		release(c);
		return error_set(error, ERROR_SYSTEM, "cannot start the committing thread");
	}
	*out = c;
	return 0;
}

void committer_stop(struct committer *committer)
{
	if (committer == NULL)
		return;
	end_thread(committer, committer->committing, &committer->stopping);
	pthread_join(committer->replying, NULL);
	release(committer);
}

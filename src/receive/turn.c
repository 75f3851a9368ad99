#include "receive/turn.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/write-queue.h"

struct turn {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	unsigned next_ticket;    /* of who asks next */
	unsigned served;         /* the ticket whose turn it is */
	const char *database;
	int busy_timeout_ms;
	int queue;               /* of the processes that share the database */
	struct store *store;     /* NULL: to be opened; used by whose turn it is */
	int entered;             /* the queue that this turn is to leave at its end, or -1 */
};

int turn_new(struct turn **out, const char *database, int busy_timeout_ms,
             struct error *error)
{
	struct turn *turn = calloc(1, sizeof *turn);

	if (turn == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the store");
	turn->database = database;
	turn->busy_timeout_ms = busy_timeout_ms;
	turn->queue = turn->entered = -1;
	pthread_mutex_init(&turn->lock, NULL);
	pthread_cond_init(&turn->ended, NULL);
	*out = turn;
	return 0;
}

void turn_free(struct turn *turn)
{
	if (turn == NULL)
		return;
	store_close(turn->store);
	pthread_mutex_destroy(&turn->lock);
	pthread_cond_destroy(&turn->ended);
	free(turn);
}

static void wait_for_turn(struct turn *turn)
{
	unsigned ticket;

	pthread_mutex_lock(&turn->lock);
	ticket = turn->next_ticket++;
	while (turn->served != ticket)
		pthread_cond_wait(&turn->ended, &turn->lock);
	pthread_mutex_unlock(&turn->lock);
}

static void end_turn(struct turn *turn)
{
	if (turn->entered >= 0)
		write_queue_leave(turn->entered);
	pthread_mutex_lock(&turn->lock);
	turn->served++;
	pthread_cond_broadcast(&turn->ended);
	pthread_mutex_unlock(&turn->lock);
}

struct store *turn_take(struct turn *turn, struct error *error)
{
	wait_for_turn(turn);
	turn->entered = write_queue_enter(turn->queue, WRITE_QUEUE_WAIT_MS) ? turn->queue : -1;
	if (turn->store != NULL)
		return turn->store;
	if (store_open(&turn->store, turn->database, turn->busy_timeout_ms, error) != 0) {
		end_turn(turn);
		return NULL;
	}
	store_checkpoint_by_hand(turn->store);
	turn->queue = write_queue_open(turn->database);
	return turn->store;
}

void turn_give(struct turn *turn, bool broken)
{
	if (broken) {
		store_close(turn->store);
		turn->store = NULL;
	}
	end_turn(turn);
}

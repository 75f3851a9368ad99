#include "store/write-queue.h"

#include <errno.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

/* Tells this semaphore from others that are made for the same file. */
#define PROJECT 'q'

/* Semaphores have names of 32 bits that anybody may use first: another user's could hold
 * us up for as long as we wait. */
static bool is_ours(int queue)
{
	struct semid_ds status;
	union { int value; struct semid_ds *status; } argument = {.status = &status};

	return semctl(queue, 0, IPC_STAT, argument) == 0 &&
	       (status.sem_perm.cuid == geteuid() || status.sem_perm.cuid == 0) &&
	       (status.sem_perm.mode & (S_IRWXG | S_IRWXO)) == 0;
}

int write_queue_open(const char *path)
{
	key_t key = ftok(path, PROJECT);
	int queue = key == -1 ? -1 : semget(key, 1, IPC_CREAT | S_IRUSR | S_IWUSR);

	return queue >= 0 && is_ours(queue) ? queue : -1;
}

/* 0: free, as a new semaphore is; 1: somebody's turn. Both steps are one. */
bool write_queue_enter(int queue, unsigned wait_ms)
{
	struct sembuf wait_and_take[] = {{.sem_op = 0}, {.sem_op = 1, .sem_flg = SEM_UNDO}};
	const struct timespec limit = clock_timespec(wait_ms * INT64_C(1000));

	return queue >= 0 && semtimedop(queue, wait_and_take, 2, &limit) == 0;
}

void write_queue_leave(int queue)
{
	struct sembuf give = {.sem_op = -1, .sem_flg = SEM_UNDO | IPC_NOWAIT};

	while (semop(queue, &give, 1) != 0 && errno == EINTR)
		continue;
}

/* write-queue.h: receivers that share a database write in the order they came.
 *
 * SQLite's lock has no queue: who finds it taken asks again and again, pauses between,
 * and is late more often the busier the others are. With several processes on one
 * database these pauses cost half of what one process stores. So they queue up before
 * they ask SQLite: at a System V semaphore, because the kernel wakes its waiters in
 * order, gives up waiting in time (semtimedop(2)), and takes back what a process held
 * when it dies (SEM_UNDO).
 *
 * Only SQLite's lock protects the data. Who cannot join the queue, or waits in it for
 * too long, does without it. */
#ifndef CARHOOK_WRITE_QUEUE_H
#define CARHOOK_WRITE_QUEUE_H

#include <stdbool.h>

/* The queue of the database at `path`, the same for every process of this user; -1 when
 * there is none to be had. It needs no closing: the kernel keeps it, one semaphore for a
 * database, until the machine starts anew. */
int write_queue_open(const char *path);

/* How long a receiver waits for its turn, in milliseconds. A turn takes a few: who waited for
 * so long is behind a process that stands still, and shall learn from SQLite whether it
 * holds the lock, too. */
#define WRITE_QUEUE_WAIT_MS 200

/* Waits until it is this thread's turn among the processes. False when it was not for
 * `wait_ms`, or `queue` is -1: then the caller goes on, too, but has nothing to leave. At
 * most one thread of a process at a time. */
bool write_queue_enter(int queue, unsigned wait_ms);

/* Lets the next one in. Only after write_queue_enter was true. */
void write_queue_leave(int queue);

#endif

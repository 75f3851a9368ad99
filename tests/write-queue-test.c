/* write-queue-test.c: processes wait for each other in order; one that dies or stands
 * still holds up nobody for ever. */
#include "store/write-queue.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

/* What ends in time does so long before, on however slow a machine. */
#define LONG_MS 60000

static char path[256];

/* Another process, which says what it has done. */
struct other {
	pid_t pid;
	int said, told;
};

static void say(int fd, char what)
{
	if (write(fd, &what, 1) != 1)
		_exit(2);
}

static char hear(int fd)
{
	char what;

	return (char)(read(fd, &what, 1) == 1 ? what : '-');
}

/* Enters, says E (or L: too long), leaves when it is told to, and says so. */
static void take_a_turn(int said, int told, unsigned wait_ms)
{
	int queue = write_queue_open(path);
	int entered = write_queue_enter(queue, wait_ms);

	say(said, entered ? 'E' : 'L');
	hear(told);
	if (entered)
		write_queue_leave(queue);
	say(said, 'G');
	_exit(0);
}

static struct other start(unsigned wait_ms)
{
	int said[2], told[2];
	struct other other;

	if (pipe(said) != 0 || pipe(told) != 0 || (other.pid = fork()) < 0)
		exit(2);
	if (other.pid == 0) {
		close(said[0]);
		close(told[1]);
		take_a_turn(said[1], told[0], wait_ms);
	}
	close(said[1]);
	close(told[0]);
	other.said = said[0];
	other.told = told[1];
	return other;
}

static void end(struct other *other)
{
	close(other->said);
	close(other->told);
	waitpid(other->pid, NULL, 0);
}

/* How many processes wait at the semaphore. */
static int count_waiting(void)
{
	return semctl(write_queue_open(path), 0, GETZCNT) +
	       semctl(write_queue_open(path), 0, GETNCNT);
}

static void wait_for_waiting(int count)
{
	for (int ms = 0; count_waiting() != count && ms < LONG_MS; ms++)
		usleep(1000);
}

static void one_after_the_other(void)
{
	struct other first = start(LONG_MS), second, third;

	ok(hear(first.said) == 'E', "the first enters at once");
	second = start(LONG_MS);
	wait_for_waiting(1);
	third = start(LONG_MS);
	wait_for_waiting(2);
	say(first.told, 'x');
	ok(hear(first.said) == 'G' && hear(second.said) == 'E',
	   "the second when the first has left");
	ok(count_waiting() == 1, "and the third still waits");
	say(second.told, 'x');
	ok(hear(second.said) == 'G' && hear(third.said) == 'E', "then the third");
	say(third.told, 'x');
	end(&first);
	end(&second);
	end(&third);
}

static void killed(void)
{
	struct other first = start(LONG_MS), second;

	hear(first.said);
	second = start(LONG_MS);
	wait_for_waiting(1);
	kill(first.pid, SIGKILL);
	ok(hear(second.said) == 'E', "the turn of a process that is killed is over");
	end(&first);
	end(&second);
}

static void stopped(void)
{
	struct other first = start(LONG_MS), second;

	hear(first.said);
	kill(first.pid, SIGSTOP);
	second = start(WRITE_QUEUE_WAIT_MS);
	ok(hear(second.said) == 'L', "behind one that stands still nobody waits for ever");
	kill(first.pid, SIGCONT);
	say(first.told, 'x');
	hear(first.said);
	end(&first);
	end(&second);
	second = start(LONG_MS);
	ok(hear(second.said) == 'E', "and the queue is as good as before");
	end(&second);
}

static void without(void)
{
	ok(write_queue_open("/nowhere/at-all.db") == -1, "no database, no queue");
	ok(!write_queue_enter(-1, LONG_MS), "and no turn in it");
}

/* Whoever may open the semaphore may hold up the receivers. */
static void open_to_others(void)
{
	int queue = write_queue_open(path);
	struct semid_ds status;
	union { int value; struct semid_ds *status; } argument = {.status = &status};

	semctl(queue, 0, IPC_STAT, argument);
	status.sem_perm.mode = 0666;
	semctl(queue, 0, IPC_SET, argument);
	ok(write_queue_open(path) == -1, "a queue that others may enter is not used");
	semctl(queue, 0, IPC_RMID);
	ok(!write_queue_enter(queue, LONG_MS), "nor one that was removed");
	ok(write_queue_enter(write_queue_open(path), LONG_MS), "and it can be made anew");
	semctl(write_queue_open(path), 0, IPC_RMID);
}

/* A queue is known by its file's inode, and stays when the file is gone. One that another
 * user left cannot be used: the next file, while this one is there, has another inode. */
static bool make_file(const char *folder, int tries)
{
	int fd;
	bool made;

	snprintf(path, sizeof path, "%s/write-queue-test.XXXXXX", folder);
	fd = mkstemp(path);
	if (fd < 0)
		return false;
	made = write_queue_open(path) != -1;
	if (!made) {
		unlink(path);
		made = tries > 1 && make_file(folder, tries - 1);
	}
	close(fd);
	return made;
}

int main(void)
{
	const char *base = getenv("TMPDIR");

	if (!make_file(base ? base : "/tmp", 100))
		return 1;
	one_after_the_other();
	killed();
	stopped();
	without();
	open_to_others();
	unlink(path);
	return tap_done();
}

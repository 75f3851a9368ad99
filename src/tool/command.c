#include "tool/command.h"

#include <errno.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHELL "/bin/sh"

static int fail(const char *what, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "the command cannot %s: %s", what, strerror(errno));
}

/* A file in memory instead of a pipe: the command may leave it unread, and nobody has to
 * write while it runs. */
static int input_of(struct text line, struct error *error)
{
	int fd = memfd_create("event", MFD_CLOEXEC);

	if (fd < 0)
		return fail("get its event", error);
	if (write(fd, line.at, line.length) == (ssize_t)line.length && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return fail("get its event", error);
}

static void set(const char *name, const char *value)
{
	if (value != NULL)
		setenv(name, value, true);
	else
		unsetenv(name);
}

static void set_environment(const struct command_event *event)
{
	char id[24];

	snprintf(id, sizeof id, "%" PRId64, event->id);
	set("CARHOOK_ID", id);
	set("CARHOOK_VIN", event->vin);
	set("CARHOOK_KIND", event->kind);
	set("CARHOOK_REPEATED", event->repeated ? "1" : NULL);
}

/* posix_spawn gives what went wrong as its result. */
static int start(const char *command, int input, pid_t *pid, struct error *error)
{
	char shell[] = "sh", flag[] = "-c", *copy = strdup(command);
	char *const arguments[] = {shell, flag, copy, NULL};
	posix_spawn_file_actions_t actions;
	int failed;

	if (copy == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to start the command");
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	failed = posix_spawn(pid, SHELL, &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(copy);
	errno = failed;
	return failed ? fail("be started", error) : 0;
}

static int wait_for(pid_t pid, int64_t id, struct error *error)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return fail("be waited for", error);
	if (WIFSIGNALED(status))
		return error_set(error, ERROR_SYSTEM, "the command was ended by signal %d for event "
		                 "%" PRId64, WTERMSIG(status), id);
	if (WEXITSTATUS(status) != 0)
		return error_set(error, ERROR_SYSTEM, "the command ended with %d for event %" PRId64,
		                 WEXITSTATUS(status), id);
	return 0;
}

int command_run(const char *command, const struct command_event *event, struct error *error)
{
	int input = input_of(event->line, error);
	int result = -1;
	pid_t pid;

	if (input < 0)
		return -1;
	set_environment(event);
	if (start(command, input, &pid, error) == 0)
		result = wait_for(pid, event->id, error);
	close(input);
	return result;
}

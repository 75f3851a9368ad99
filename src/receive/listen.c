#include "receive/listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Connections the kernel holds while all threads are busy. */
#define BACKLOG 1024

#define FIRST_SYSTEMD_FD 3   /* SD_LISTEN_FDS_START of sd_listen_fds(3) */

static int is_listening(int fd)
{
	int listening = 0;
	socklen_t size = sizeof listening;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening;
}

int listen_inherited(void)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");

	if (pid != NULL && count != NULL && strtol(pid, NULL, 10) == getpid() &&
	    strtol(count, NULL, 10) >= 1 && is_listening(FIRST_SYSTEMD_FD))
		return FIRST_SYSTEMD_FD;
	return is_listening(STDIN_FILENO) ? STDIN_FILENO : -1;
}

static int failed(int fd, const char *address, const char *what, struct error *error)
{
	error_set(error, ERROR_SYSTEM, "%s: %s: %s", address, what, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static int unix_address(const char *path, struct sockaddr_un *address, struct error *error)
{
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address->sun_path)
		return error_set(error, ERROR_SYSTEM, "%s: longer than the %zu bytes a socket's path "
		                 "may have", path, sizeof address->sun_path - 1);
	strcpy(address->sun_path, path);
	return 0;
}

/* A file left by a process that is gone is removed; one that answers is not ours. */
static int remove_stale(const char *path, const struct sockaddr_un *address,
                        struct error *error)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct stat status;
	int answers;

	if (fd < 0 || lstat(path, &status) != 0) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	answers = connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
	close(fd);
	if (answers || !S_ISSOCK(status.st_mode))
		return error_set(error, ERROR_SYSTEM, "%s: %s; choose another path", path,
		                 answers ? "another program listens here"
		                         : "a file that is no socket is in the way");
	unlink(path);
	return 0;
}

static int open_unix(const char *path, struct error *error)
{
	struct sockaddr_un address;
	mode_t mask;
	int fd, bound;

	if (unix_address(path, &address, error) != 0 || remove_stale(path, &address, error) != 0)
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return failed(fd, path, "cannot make a socket", error);
	/* Whoever can connect is trusted as the web server is: owner and group only. */
	mask = umask(0117);
	bound = bind(fd, (const struct sockaddr *)&address, sizeof address);
	umask(mask);
	if (bound != 0 || listen(fd, BACKLOG) != 0)
		return failed(fd, path, "cannot listen", error);
	return fd;
}

static int open_address(const struct addrinfo *info)
{
	int fd = socket(info->ai_family, info->ai_socktype | SOCK_CLOEXEC, info->ai_protocol);
	int on = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

static int open_tcp(const char *address, struct error *error)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
	const char *colon = strrchr(address, ':');
	struct addrinfo *found = NULL;
	char host[256];
	int fd = -1, result;

	if (colon == NULL || colon == address || (size_t)(colon - address) >= sizeof host)
		return error_set(error, ERROR_SYSTEM, "%s: give a path with a '/', or HOST:PORT; the "
		                 "host must be named, 127.0.0.1 suits a web server on this machine",
		                 address);
	snprintf(host, sizeof host, "%.*s", (int)(colon - address), address);
	result = getaddrinfo(host, colon + 1, &hints, &found);
	if (result != 0)
		return error_set(error, ERROR_SYSTEM, "%s: %s", address, gai_strerror(result));
	for (const struct addrinfo *info = found; info != NULL && fd < 0; info = info->ai_next)
		fd = open_address(info);
	if (fd < 0)
		error_set(error, ERROR_SYSTEM, "%s: cannot listen: %s", address, strerror(errno));
	freeaddrinfo(found);
	return fd;
}

int listen_open(const char *address, struct error *error)
{
	return strchr(address, '/') ? open_unix(address, error) : open_tcp(address, error);
}

void listen_remove(const char *address)
{
	if (strchr(address, '/') != NULL)
		unlink(address);
}

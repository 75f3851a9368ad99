#include "receive/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "receive/body.h"
#include "receive/committer.h"
#include "receive/retention.h"

/* New connections that a thread takes at a time, where the web server keeps them. */
#define ACCEPT_AT_ONCE 16

/* A message repeated by a storm of connections is written once in this many seconds. */
#define LOG_SECONDS 10

/* Pause when the process has no descriptors or memory left for one more connection. */
#define EXHAUSTED_PAUSE_MS 50

struct fastcgi {
	int listen_fd;
	int stop_fd;                    /* an eventfd: readable when it is time to stop */
	int epoll_fd;                   /* of both, and of the connections that wait */
	struct live *live;
	char *database;                 /* its path, whatever a new configuration says */
	struct turn *turn;              /* at the store: the committer's and the deriver's */
	struct deriver *deriver;
	struct retention *retention;
	struct committer *committer;
	struct figures *figures;
	struct log_gate gate;
	atomic_bool keeps;              /* the web server keeps its connections, when last seen */
	pthread_mutex_t lock;           /* guards the list of connections */
	struct connection *connections;
	unsigned thread_count;
	pthread_t threads[];
};

/* A connection of the web server's, and the request it is busy with. */
struct connection {
	struct exchange exchange;       /* first: an exchange is its connection */
	FCGX_Request request;
	struct fastcgi *fastcgi;
	const struct config *config;    /* of the request */
	bool idle;                      /* waits for the next request */
	struct connection *next, **link;
};

/* ---- Connections ---- */

/* A connection is in the list from its acceptance to its end. */
static struct connection *connection_new(struct fastcgi *fastcgi, int fd)
{
	struct connection *connection = calloc(1, sizeof *connection);

	if (connection == NULL || FCGX_InitRequest(&connection->request, -1, 0) != 0) {
		free(connection);
		return NULL;
	}
	connection->fastcgi = fastcgi;
	connection->request.ipcFd = fd;
	pthread_mutex_lock(&fastcgi->lock);
	connection->next = fastcgi->connections;
	connection->link = &fastcgi->connections;
	if (connection->next != NULL)
		connection->next->link = &connection->next;
	fastcgi->connections = connection;
	pthread_mutex_unlock(&fastcgi->lock);
	return connection;
}

/* Closes it, if libfcgi has not. */
static void connection_free(struct connection *connection)
{
	struct fastcgi *fastcgi = connection->fastcgi;

	pthread_mutex_lock(&fastcgi->lock);
	*connection->link = connection->next;
	if (connection->next != NULL)
		connection->next->link = connection->link;
	pthread_mutex_unlock(&fastcgi->lock);
	FCGX_Free(&connection->request, 1);
	arena_free(&connection->exchange.arena);
	free(connection);
}

static bool has_spoken(const struct connection *connection)
{
	struct pollfd waiting = {.fd = connection->request.ipcFd, .events = POLLIN};

	return poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLIN);
}

/* A kept connection waits here for its next request, and a new one for a thread that has
 * time for its first, not in a thread of its own: so the web server may keep as many as it
 * likes. */
static void park(struct connection *connection)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT,
	                            .data.ptr = connection};
	struct fastcgi *fastcgi = connection->fastcgi;
	int fd = connection->request.ipcFd, armed;

	/* Armed, it may be another thread's at once: that one waits for the lock. */
	pthread_mutex_lock(&fastcgi->lock);
	connection->idle = true;
	armed = epoll_ctl(fastcgi->epoll_fd, EPOLL_CTL_MOD, fd, &event);
	if (armed < 0 && errno == ENOENT)
		armed = epoll_ctl(fastcgi->epoll_fd, EPOLL_CTL_ADD, fd, &event);
	pthread_mutex_unlock(&fastcgi->lock);
	if (armed < 0)
		connection_free(connection);
}

static void take_from_idle(struct connection *connection)
{
	pthread_mutex_lock(&connection->fastcgi->lock);
	connection->idle = false;
	pthread_mutex_unlock(&connection->fastcgi->lock);
}

/* ---- Ending a request ---- */

/* Sends the response; the connection ends, or waits for the next request. */
static void respond(struct connection *connection, const struct error *error)
{
	struct text response = receiver_answer(&connection->exchange, error);

	figures_answer(connection->fastcgi->figures, &connection->exchange.answer);

	/* A peer that is gone has no use for the answer; the sender will ask again. */
	if (response.at != NULL)
		FCGX_PutStr(response.at, (int)response.length, connection->request.out);
	FCGX_Finish_r(&connection->request);
	live_put(connection->fastcgi->live, connection->config);
	receiver_end(&connection->exchange);
	atomic_store_explicit(&connection->fastcgi->keeps, connection->request.ipcFd >= 0,
	                      memory_order_relaxed);
	if (connection->request.ipcFd >= 0)
		park(connection);
	else
		connection_free(connection);
}

static void committed(struct exchange *exchange, const struct error *error)
{
	respond((struct connection *)exchange, error);
}

/* ---- Reading ---- */

static size_t read_stream(void *stream, char *buffer, size_t size)
{
	int count = FCGX_GetStr(buffer, (int)size, stream);

	return count > 0 ? (size_t)count : 0;
}

static bool stream_broken(void *stream)
{
	return FCGX_GetError(stream) != 0;
}

/* Reads the request; true if there is something to commit. */
static bool read_request(struct connection *connection)
{
	const struct body_source source = {
		.read = read_stream, .broken = stream_broken, .stream = connection->request.in,
		.announced = parameters_get(connection->request.envp, "CONTENT_LENGTH"),
		.limit = connection->config->max_body,
	};

	return body_receive(&connection->exchange, &source);
}

/* libfcgi shall read from a connection that we accepted: it takes the descriptor for a
 * kept one. Afterwards keepConnection says what the web server wants. */
static int begin_request(struct connection *connection)
{
	FCGX_Request *request = &connection->request;

	request->keepConnection = 1;
	if (FCGX_Accept_r(request) < 0)
		return -1;
	/* An error while the parameters are read looks like their end. */
	return FCGX_GetError(request->in) == 0 &&
	       FCGX_GetParam("REQUEST_METHOD", request->envp) != NULL ? 0 : -1;
}

static void serve_connection(struct connection *connection)
{
	struct fastcgi *fastcgi = connection->fastcgi;

	if (begin_request(connection) != 0) {
		connection->request.keepConnection = 0;
		FCGX_Finish_r(&connection->request);
		connection_free(connection);
		return;
	}
	connection->config = live_get(fastcgi->live);
	receiver_start(&connection->exchange, connection->config, connection->request.envp);
	if (read_request(connection)) {
		committer_submit(fastcgi->committer, &connection->exchange);
		return;
	}
	if (connection->exchange.is_metrics)
		receiver_measure(&connection->exchange, fastcgi->figures);
	respond(connection, NULL);
}

/* ---- Waiting ---- */

static void set_timeouts(const struct fastcgi *fastcgi, int fd)
{
	const struct config *config = live_get(fastcgi->live);
	const struct timeval limit = {.tv_sec = config->io_timeout_s};

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	live_put(fastcgi->live, config);
}

/* The next new connection; NULL with errno: EAGAIN if another thread or process took it. */
static struct connection *accept_connection(struct fastcgi *fastcgi)
{
	int fd = accept4(fastcgi->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	struct connection *connection;

	if (fd < 0)
		return NULL;
	set_timeouts(fastcgi, fd);
	connection = connection_new(fastcgi, fd);
	if (connection == NULL) {
		close(fd);
		errno = ENOMEM;
	}
	return connection;
}

static void report_accept_failure(struct fastcgi *fastcgi)
{
	unsigned long missed;

	if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)
		return;
	if (log_allowed(&fastcgi->gate, LOG_SECONDS, &missed))
		log_line(LOG_ERROR, "socket", "cannot accept a connection: %s", strerror(errno));
	poll(NULL, 0, EXHAUSTED_PAUSE_MS);
}

/* A new connection to be served, or NULL. Where the web server keeps its connections, the
 * process that is awake takes what waits: the more of them are one process's, the more of
 * their requests share a commit. Measured with four processes: a fifth more requests. (With
 * a connection for each request it was an eighth less than taking one.) Those that have
 * spoken wait like kept ones for a thread; one that has not is left to none but this
 * thread, where io_timeout ends its silence. */
static struct connection *accept_connections(struct fastcgi *fastcgi)
{
	bool keeps = atomic_load_explicit(&fastcgi->keeps, memory_order_relaxed);
	int most = keeps ? ACCEPT_AT_ONCE : 1;
	struct connection *last = accept_connection(fastcgi);

	if (last == NULL)
		report_accept_failure(fastcgi);
	for (int i = 1; i < most && last != NULL && has_spoken(last); i++) {
		struct connection *next = accept_connection(fastcgi);

		if (next == NULL)
			break;
		park(last);
		last = next;
	}
	return last;
}

/* The next connection with a request, or NULL when there was none; *stop is set when it
 * is time to. In an event, the address of the listening socket's or the eventfd's
 * number stands for it. */
static struct connection *next_connection(struct fastcgi *fastcgi, bool *stop)
{
	struct epoll_event event = {.data.ptr = NULL};

	if (epoll_wait(fastcgi->epoll_fd, &event, 1, -1) < 1)
		return NULL;
	if (event.data.ptr == &fastcgi->stop_fd) {
		*stop = true;
		return NULL;
	}
	if (event.data.ptr == &fastcgi->listen_fd)
		return accept_connections(fastcgi);
	take_from_idle(event.data.ptr);
	if (event.events & EPOLLIN)
		return event.data.ptr;
	connection_free(event.data.ptr);
	return NULL;
}

static void *read_all(void *argument)
{
	struct fastcgi *fastcgi = argument;
	bool stop = false;

	while (!stop) {
		struct connection *connection = next_connection(fastcgi, &stop);

		if (connection != NULL)
			serve_connection(connection);
	}
	return NULL;
}

/* ---- Starting and stopping ---- */

static int start_threads(struct fastcgi *fastcgi, unsigned count, struct error *error)
{
	for (; fastcgi->thread_count < count; fastcgi->thread_count++)
		if (pthread_create(&fastcgi->threads[fastcgi->thread_count], NULL, read_all,
		                   fastcgi) != 0)
			return error_set(error, ERROR_SYSTEM, "cannot start a reading thread");
	return 0;
}

static int start_store(struct fastcgi *fastcgi, const struct config *config,
                       struct error *error)
{
	struct committer_settings settings = {.max_waiting = config->max_waiting,
	                                      .done = committed};

	fastcgi->database = strdup(config->database);
	fastcgi->figures = figures_new();
	if (fastcgi->database == NULL || fastcgi->figures == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the threads");
	if (turn_new(&fastcgi->turn, fastcgi->database, config->busy_timeout_ms, error) != 0 ||
	    deriver_start(&fastcgi->deriver, fastcgi->turn, fastcgi->database,
	                  config->busy_timeout_ms, error) != 0)
		return -1;
	settings.turn = fastcgi->turn;
	settings.deriver = fastcgi->deriver;
	settings.figures = fastcgi->figures;
	/* An earlier process may have left some events underived. */
	deriver_note(fastcgi->deriver, 1);
	if (retention_start(&fastcgi->retention, fastcgi->live, fastcgi->turn,
	                    fastcgi->database, error) != 0)
		return -1;
	return committer_new(&fastcgi->committer, &settings, error);
}

/* Of several processes on one listening socket only one is woken (EPOLLEXCLUSIVE). */
static int prepare_waiting(struct fastcgi *fastcgi)
{
	struct epoll_event stop = {.events = EPOLLIN, .data.ptr = &fastcgi->stop_fd};
	struct epoll_event listening = {.events = EPOLLIN | EPOLLEXCLUSIVE,
	                                .data.ptr = &fastcgi->listen_fd};
	int flags = fcntl(fastcgi->listen_fd, F_GETFL);

	fastcgi->stop_fd = eventfd(0, EFD_CLOEXEC);
	fastcgi->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (flags < 0 || fastcgi->stop_fd < 0 || fastcgi->epoll_fd < 0 ||
	    fcntl(fastcgi->listen_fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    epoll_ctl(fastcgi->epoll_fd, EPOLL_CTL_ADD, fastcgi->stop_fd, &stop) < 0)
		return -1;
	return epoll_ctl(fastcgi->epoll_fd, EPOLL_CTL_ADD, fastcgi->listen_fd, &listening);
}

static int start(struct fastcgi *fastcgi, const struct config *config, struct error *error)
{
	/* After an answer libfcgi waits up to 2 s for the web server to close first, and
	 * nothing else happens in that thread: measured, a third to a half of everything. */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0);
	if (FCGX_Init() != 0)
		return error_set(error, ERROR_SYSTEM, "cannot start libfcgi");
	if (prepare_waiting(fastcgi) != 0)
		return error_set(error, ERROR_SYSTEM, "the listening socket: %s", strerror(errno));
	if (start_store(fastcgi, config, error) != 0)
		return -1;
	return start_threads(fastcgi, (unsigned)config->threads, error);
}

int fastcgi_start(struct fastcgi **out, int listen_fd, struct live *live,
                  struct error *error)
{
	const struct config *config = live_get(live);
	struct fastcgi *fastcgi = calloc(1, sizeof *fastcgi +
	                                    (size_t)config->threads * sizeof(pthread_t));
	int result = -1;

	if (fastcgi == NULL) {
		error_set(error, ERROR_MEMORY, "no memory for the threads");
		goto out;
	}
	fastcgi->listen_fd = listen_fd;
	fastcgi->live = live;
	fastcgi->stop_fd = fastcgi->epoll_fd = -1;
	atomic_init(&fastcgi->keeps, true);
	pthread_mutex_init(&fastcgi->lock, NULL);
	result = start(fastcgi, config, error);
	if (result == 0)
		*out = fastcgi;
	else
		fastcgi_stop(fastcgi);
out:
	live_put(live, config);
	return result;
}

/* A request that came on a waiting connection just now is served: the web server would
 * not send it again by itself. */
static struct connection *late_connection(struct fastcgi *fastcgi)
{
	struct connection *connection;

	pthread_mutex_lock(&fastcgi->lock);
	connection = fastcgi->connections;
	while (connection != NULL && !(connection->idle && has_spoken(connection)))
		connection = connection->next;
	if (connection != NULL)
		connection->idle = false;
	pthread_mutex_unlock(&fastcgi->lock);
	return connection;
}

static void stop_threads(struct fastcgi *fastcgi)
{
	const uint64_t one = 1;

	if (fastcgi->stop_fd >= 0 && write(fastcgi->stop_fd, &one, sizeof one) != sizeof one)
		log_line(LOG_ERROR, "socket", "cannot wake the threads: %s", strerror(errno));
	for (unsigned i = 0; i < fastcgi->thread_count; i++)
		pthread_join(fastcgi->threads[i], NULL);
}

void fastcgi_stop(struct fastcgi *fastcgi)
{
	struct connection *late;

	if (fastcgi == NULL)
		return;
	stop_threads(fastcgi);
	while ((late = late_connection(fastcgi)) != NULL)
		serve_connection(late);
	committer_free(fastcgi->committer);
	while (fastcgi->connections != NULL)
		connection_free(fastcgi->connections);
	retention_stop(fastcgi->retention);
	deriver_stop(fastcgi->deriver);
	turn_free(fastcgi->turn);
	figures_free(fastcgi->figures);
	free(fastcgi->database);
	if (fastcgi->stop_fd >= 0)
		close(fastcgi->stop_fd);
	if (fastcgi->epoll_fd >= 0)
		close(fastcgi->epoll_fd);
	pthread_mutex_destroy(&fastcgi->lock);
	free(fastcgi);
}

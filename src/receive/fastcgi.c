#include "receive/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "receive/body.h"
#include "receive/committer.h"

/* Pause when the process has no descriptors or memory left for one more connection. */
#define EXHAUSTED_PAUSE_MS 50

struct fastcgi {
	int listen_fd;
	int stop_fd;                    /* an eventfd: readable when it is time to stop */
	struct live *live;
	char *database;                 /* its path, whatever a new configuration says */
	struct turn *turn;              /* at the store: the committer's and the deriver's */
	struct deriver *deriver;
	struct committer *committer;
	struct log_gate gate;
	unsigned thread_count;
	pthread_t threads[];
};

/* A request and the connection it came on. */
struct connection {
	struct exchange exchange;       /* first: an exchange is its connection */
	FCGX_Request request;
	struct fastcgi *fastcgi;
	const struct config *config;
};

/* ---- Ending ---- */

/* Sends the response, closes the connection, frees everything. */
static void respond(struct connection *connection, const struct error *error)
{
	struct text response = receiver_answer(&connection->exchange, error);

	/* A peer that is gone has no use for the answer; the sender will ask again. */
	if (response.at != NULL)
		FCGX_PutStr(response.at, (int)response.length, connection->request.out);
	FCGX_Finish_r(&connection->request);
	live_put(connection->fastcgi->live, connection->config);
	receiver_end(&connection->exchange);
	free(connection);
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

/* Reads the parameters and the body; true if there is something to commit. */
static bool read_request(struct connection *connection)
{
	struct exchange *exchange = &connection->exchange;
	struct body_source source = {
		.read = read_stream, .stream = connection->request.in,
		.announced = parameters_get(connection->request.envp, "CONTENT_LENGTH"),
		.limit = connection->config->max_body,
	};
	struct received_body body;

	if (!receiver_admit(exchange)) {
		body_discard(&source);
		return exchange->is_health;
	}
	if (body_read(&body, &source, &exchange->arena) != 0) {
		exchange->answer = answer_of(ANSWER_NOT_STORED, "memory is short");
		return false;
	}
	body.truncated |= FCGX_GetError(connection->request.in) != 0;
	return receiver_read(exchange, &body);
}

/* libfcgi shall read from a connection that we accepted: it takes the descriptor for a
 * kept one. With keepConnection back at 0 it closes it after the answer, whatever the
 * web server asks for; a kept connection would pin a thread. */
static int begin_request(struct connection *connection, int fd)
{
	FCGX_Request *request = &connection->request;

	if (FCGX_InitRequest(request, -1, 0) != 0)
		return -1;
	request->ipcFd = fd;
	request->keepConnection = 1;
	if (FCGX_Accept_r(request) < 0)
		return -1;
	request->keepConnection = 0;
	/* An error while the parameters are read looks like their end. */
	return FCGX_GetError(request->in) == 0 &&
	       FCGX_GetParam("REQUEST_METHOD", request->envp) != NULL ? 0 : -1;
}

static void serve_connection(struct fastcgi *fastcgi, int fd)
{
	struct connection *connection = calloc(1, sizeof *connection);

	if (connection == NULL) {
		close(fd);
		return;
	}
	connection->fastcgi = fastcgi;
	if (begin_request(connection, fd) != 0) {
		connection->request.keepConnection = 0;
		FCGX_Finish_r(&connection->request);
		FCGX_Free(&connection->request, 1);
		free(connection);
		return;
	}
	connection->config = live_get(fastcgi->live);
	receiver_start(&connection->exchange, connection->config, connection->request.envp);
	if (read_request(connection))
		committer_submit(fastcgi->committer, &connection->exchange);
	else
		respond(connection, NULL);
}

/* ---- Accepting ---- */

static void set_timeouts(const struct fastcgi *fastcgi, int fd)
{
	const struct config *config = live_get(fastcgi->live);
	const struct timeval limit = {.tv_sec = config->io_timeout_s};

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	live_put(fastcgi->live, config);
}

static void report_accept_failure(struct fastcgi *fastcgi)
{
	unsigned long missed;

	if (log_allowed(&fastcgi->gate, 10, &missed))
		log_line(LOG_ERROR, "socket", "cannot accept a connection: %s", strerror(errno));
	poll(NULL, 0, EXHAUSTED_PAUSE_MS);
}

/* The next connection, or -1 when it is time to stop. */
static int next_connection(struct fastcgi *fastcgi)
{
	struct pollfd waiting[] = {{.fd = fastcgi->stop_fd, .events = POLLIN},
	                           {.fd = fastcgi->listen_fd, .events = POLLIN}};

	for (;;) {
		int fd;

		if (poll(waiting, 2, -1) < 0 && errno != EINTR)
			report_accept_failure(fastcgi);
		if (waiting[0].revents != 0)
			return -1;
		fd = accept4(fastcgi->listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			return fd;
		/* Another thread or process took it, or the peer went away. */
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			report_accept_failure(fastcgi);
	}
}

static void *read_all(void *argument)
{
	struct fastcgi *fastcgi = argument;
	int fd;

	while ((fd = next_connection(fastcgi)) >= 0) {
		set_timeouts(fastcgi, fd);
		serve_connection(fastcgi, fd);
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
	if (fastcgi->database == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for the threads");
	if (turn_new(&fastcgi->turn, fastcgi->database, config->busy_timeout_ms, error) != 0 ||
	    deriver_start(&fastcgi->deriver, fastcgi->turn, fastcgi->database,
	                  config->busy_timeout_ms, error) != 0)
		return -1;
	settings.turn = fastcgi->turn;
	settings.deriver = fastcgi->deriver;
	/* An earlier process may have left some events underived. */
	deriver_note(fastcgi->deriver, 1);
	return committer_start(&fastcgi->committer, &settings, error);
}

static int start(struct fastcgi *fastcgi, const struct config *config, struct error *error)
{

	/* After an answer libfcgi waits up to 2 s for the web server to close first, and
	 * nothing else happens in that thread: measured, a third to a half of everything. */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0);
	fastcgi->stop_fd = eventfd(0, EFD_CLOEXEC);
	if (FCGX_Init() != 0 || fastcgi->stop_fd < 0)
		return error_set(error, ERROR_SYSTEM, "cannot start libfcgi: %s", strerror(errno));
	if (fcntl(fastcgi->listen_fd, F_SETFL, fcntl(fastcgi->listen_fd, F_GETFL) | O_NONBLOCK) < 0)
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
	fastcgi->stop_fd = -1;
	result = start(fastcgi, config, error);
	if (result == 0)
		*out = fastcgi;
	else
		fastcgi_stop(fastcgi);
out:
	live_put(live, config);
	return result;
}

void fastcgi_stop(struct fastcgi *fastcgi)
{
	const uint64_t one = 1;

	if (fastcgi == NULL)
		return;
	if (fastcgi->stop_fd >= 0 && write(fastcgi->stop_fd, &one, sizeof one) != sizeof one)
		log_line(LOG_ERROR, "socket", "cannot wake the threads: %s", strerror(errno));
	for (unsigned i = 0; i < fastcgi->thread_count; i++)
		pthread_join(fastcgi->threads[i], NULL);
	committer_stop(fastcgi->committer);
	deriver_stop(fastcgi->deriver);
	turn_free(fastcgi->turn);
	free(fastcgi->database);
	if (fastcgi->stop_fd >= 0)
		close(fastcgi->stop_fd);
	free(fastcgi);
}

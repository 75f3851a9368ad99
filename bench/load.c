/*
 * load: sends numbered callbacks to a web server on this machine over HTTP/1.1 with
 * kept connections, each connection one request at a time, and prints one line of JSON
 * with what came back.
 *
 *	load --url-port PORT --path PATH [--connections N] [--seconds S | --requests N]
 *	     [--events-per-request N] [--remotes | --alerts] [--monitors N]
 *	     [--seed N] [--start MS] [--interval US] [--header "Name: value"]...
 *
 * It ends by itself: no request is begun after the given time or number, and answers
 * are waited for ANSWER_SECONDS at most. The requests are laid out once; for each one
 * sent only the places that differ are filled in.
 */
#include "event.h"
#include "histogram.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 1024
#define MAX_EVENTS 10000          /* in one request */
#define MAX_SECONDS 600
#define MAX_REQUESTS 100000000
#define MAX_ANSWER 16384          /* bytes of one answer with its headers */
#define MAX_HEADERS 4096          /* bytes of all headers given */
#define MAX_BROKEN 1000           /* connections lost in the middle, then it gives up */
#define ANSWER_SECONDS 60
#define DEFAULT_INTERVAL 100      /* microseconds from event to event, in their dates */
#define SEED_NUMBERS 100000000u   /* each seed has so many event numbers of its own */

struct connection {
	int fd;
	bool busy;                    /* a request is under way */
	bool writing;                 /* epoll is asked for writability */
	uint64_t begun;               /* microseconds */
	size_t sent;
	size_t got;
	char *request;                /* laid out once */
	char answer[MAX_ANSWER + 1];
};

static struct {
	unsigned port;
	const char *path;
	unsigned connections;
	unsigned events;
	unsigned monitors;
	bool remotes, alerts;         /* instead of readings */
	double seconds;
	uint64_t requests;
	uint64_t seed;
	struct event_stream stream;
	char headers[MAX_HEADERS];
} options = { .connections = 1, .events = 1, .monitors = 16, .path = "/",
              .stream = { 0, DEFAULT_INTERVAL } };

static struct {
	struct histogram latency;
	uint64_t statuses[600];
	uint64_t answered, accepted, broken;
	uint64_t bytes;
} result;

static struct connection *connections;
static int poller;
static size_t head_length, envelope_length, event_lengths[2], request_length;
static uint64_t begun_requests;   /* also the number of the next one */
static uint64_t deadline;         /* microseconds; no request is begun after it */

static void give_up(const char *what)
{
	fprintf(stderr, "load: %s%s%s\n", what, errno ? ": " : "",
	        errno ? strerror(errno) : "");
	exit(1);
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

/* ---- requests ------------------------------------------------------------------- */

static enum event_kind kind_at(unsigned index)
{
	if (!options.remotes)
		return options.alerts ? EVENT_ALERT : EVENT_MONITOR;
	return index % 2 ? EVENT_REMOTE_DONE : EVENT_REMOTE_PENDING;
}

static int write_envelope(char *to, size_t size)
{
	char id[EVENT_ID_LENGTH + 1];

	event_monitor_id(id, 0);
	return snprintf(to, size, "{\"%s\":\"%s\",\"events\":[",
	                options.remotes ? "callbackId" : "monitorId", id);
}

static size_t body_length(void)
{
	size_t length = envelope_length + (options.events - 1) + strlen("]}");
	unsigned i;

	for (i = 0; i < options.events; i++)
		length += event_length(kind_at(i));
	return length;
}

static int write_head(char *to, size_t size)
{
	return snprintf(to, size,
	                "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	                "Content-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n",
	                options.path, options.port, options.headers, body_length());
}

static void measure_request(void)
{
	envelope_length = (size_t)write_envelope(NULL, 0);
	head_length = (size_t)write_head(NULL, 0);
	event_lengths[0] = event_length(kind_at(0));
	event_lengths[1] = event_length(kind_at(1));
	request_length = head_length + body_length();
}

static char *lay_request(void)
{
	char *request = malloc(request_length + 1), *at = request;
	unsigned i;

	if (!request)
		give_up("no memory for a request");
	at += write_head(at, request_length + 1);
	at += write_envelope(at, request_length + 1 - head_length);
	for (i = 0; i < options.events; i++) {
		if (i > 0)
			*at++ = ',';
		event_lay(at, kind_at(i));
		at += event_length(kind_at(i));
	}
	memcpy(at, "]}", 2);
	return request;
}

/* Sets the id of the monitor and every event's own content. */
static void fill_request(char *request, uint64_t number)
{
	uint64_t first = options.seed * SEED_NUMBERS + number * options.events;
	char *at = request + head_length, id[EVENT_ID_LENGTH + 1];
	unsigned i;

	event_monitor_id(id, number % options.monitors);
	memcpy(at + envelope_length - strlen("\",\"events\":[") - EVENT_ID_LENGTH, id,
	       EVENT_ID_LENGTH);
	at += envelope_length;
	for (i = 0; i < options.events; i++) {
		event_fill(at, kind_at(i), first + i, &options.stream);
		at += event_lengths[i % 2] + 1;
	}
}

/* ---- answers -------------------------------------------------------------------- */

/* Length of a chunked body, 0 if it is not all there, -1 if it is not understood. */
static long chunked_length(const char *body)
{
	const char *at = body, *line;
	char *end;

	for (;;) {
		unsigned long length;

		line = strstr(at, "\r\n");
		if (!line)
			return 0;
		length = strtoul(at, &end, 16);
		if (end == at || length > MAX_ANSWER)
			return -1;
		if (strlen(line + 2) < length + 2)
			return 0;
		at = line + 2 + length + 2;
		if (length == 0)
			return at - body;
	}
}

/* The value of a header, or NULL; `name` is with the colon. */
static const char *find_header(const char *head, const char *end, const char *name)
{
	const char *line = head;

	while ((line = strstr(line, "\r\n")) != NULL && line < end) {
		line += 2;
		if (strncasecmp(line, name, strlen(name)) == 0)
			return line + strlen(name);
	}
	return NULL;
}

/* Bytes of the answer, 0 if it is not all there, -1 if it is not understood. */
static long answer_length(const char *answer, size_t got)
{
	const char *end = strstr(answer, "\r\n\r\n"), *value;
	long length;

	if (!end)
		return 0;
	if (find_header(answer, end, "Transfer-Encoding: chunked")) {
		length = chunked_length(end + 4);
		return length > 0 ? end + 4 - answer + length : length;
	}
	value = find_header(answer, end, "Content-Length:");
	length = end + 4 - answer + (value ? strtol(value, NULL, 10) : 0);
	if (length > MAX_ANSWER)
		return -1;
	return (size_t)length <= got ? length : 0;
}

/* ---- connections ---------------------------------------------------------------- */

static void watch(struct connection *connection, bool writing, int operation)
{
	struct epoll_event event = { .events = EPOLLIN | (writing ? EPOLLOUT : 0),
	                             .data.ptr = connection };

	connection->writing = writing;
	if (epoll_ctl(poller, operation, connection->fd, &event) < 0)
		give_up("epoll_ctl");
}

static void open_connection(struct connection *connection)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
	                               .sin_port = htons((uint16_t)options.port),
	                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int yes = 1;

	connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connection->fd < 0)
		give_up("socket");
	if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) < 0)
		give_up("cannot connect to 127.0.0.1");
	setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (fcntl(connection->fd, F_SETFL, O_NONBLOCK) < 0)
		give_up("fcntl");
	watch(connection, false, EPOLL_CTL_ADD);
}

static void go_on_writing(struct connection *connection)
{
	ssize_t written;

	while (connection->sent < request_length) {
		written = send(connection->fd, connection->request + connection->sent,
		               request_length - connection->sent, MSG_NOSIGNAL);
		if (written < 0)
			break;    /* full: later; broken: reading will tell */
		connection->sent += (size_t)written;
		result.bytes += (uint64_t)written;
	}
	if ((connection->sent < request_length) != connection->writing)
		watch(connection, !connection->writing, EPOLL_CTL_MOD);
}

static void begin_request(struct connection *connection)
{
	if (begun_requests >= options.requests || now() >= deadline)
		return;
	fill_request(connection->request, begun_requests++);
	connection->busy = true;
	connection->sent = connection->got = 0;
	connection->begun = now();
	go_on_writing(connection);
}

static void reopen(struct connection *connection)
{
	close(connection->fd);
	connection->busy = false;
	open_connection(connection);
}

static void count_broken(struct connection *connection)
{
	bool busy = connection->busy;

	reopen(connection);
	if (!busy)
		return;    /* the server closed an idle connection: its right */
	errno = 0;
	if (++result.broken > MAX_BROKEN)
		give_up("too many broken connections");
	begin_request(connection);
}

static void count_answer(struct connection *connection)
{
	const char *answer = connection->answer;
	long status = strtol(answer + strlen("HTTP/1.1 "), NULL, 10);
	bool closing = find_header(answer, strstr(answer, "\r\n\r\n"), "Connection: close");

	connection->busy = false;
	histogram_add(&result.latency, now() - connection->begun);
	result.answered++;
	result.statuses[status > 0 && status < 600 ? status : 0]++;
	if (status >= 200 && status < 300)
		result.accepted++;
	if (closing)
		reopen(connection);
	begin_request(connection);
}

static void go_on_reading(struct connection *connection)
{
	ssize_t got = recv(connection->fd, connection->answer + connection->got,
	                   MAX_ANSWER - connection->got, 0);
	long length;

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0) {
		count_broken(connection);
		return;
	}
	connection->got += (size_t)got;
	connection->answer[connection->got] = '\0';
	length = answer_length(connection->answer, connection->got);
	if (length > 0) {
		count_answer(connection);
		return;
	}
	errno = 0;
	if (length < 0 || connection->got == MAX_ANSWER)
		give_up("cannot understand an answer");
}

/* ---- the run -------------------------------------------------------------------- */

static bool any_busy(void)
{
	unsigned i;

	for (i = 0; i < options.connections; i++)
		if (connections[i].busy)
			return true;
	return false;
}

static void serve(const struct epoll_event *event)
{
	struct connection *connection = event->data.ptr;

	if (event->events & EPOLLOUT)
		go_on_writing(connection);
	if (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		go_on_reading(connection);
}

static void run(void)
{
	struct epoll_event ready[MAX_CONNECTIONS];
	int count, i;

	for (i = 0; i < (int)options.connections; i++)
		begin_request(&connections[i]);
	while (any_busy()) {
		if (now() > deadline + ANSWER_SECONDS * 1000000u)
			break;    /* unanswered ones are told in the report */
		count = epoll_wait(poller, ready, MAX_CONNECTIONS, 1000);
		for (i = 0; i < count; i++)
			serve(&ready[i]);
	}
}

static void prepare(void)
{
	unsigned i;

	event_prepare();
	measure_request();
	poller = epoll_create1(EPOLL_CLOEXEC);
	connections = calloc(options.connections, sizeof *connections);
	if (poller < 0 || !connections)
		give_up("cannot begin");
	for (i = 0; i < options.connections; i++) {
		connections[i].request = lay_request();
		open_connection(&connections[i]);
	}
}

static void report(double seconds)
{
	struct rusage usage;
	const char *comma = "";
	unsigned i;

	getrusage(RUSAGE_SELF, &usage);
	printf("{\"requests\":%llu,\"accepted\":%llu,\"events\":%llu,\"begun\":%llu,"
	       "\"broken\":%llu,\"seconds\":%.6f,\"bytes\":%llu,\"body\":%zu,"
	       "\"p50\":%llu,\"p90\":%llu,\"p99\":%llu,\"max\":%llu,\"cpu\":%.6f,"
	       "\"statuses\":{",
	       (unsigned long long)result.answered, (unsigned long long)result.accepted,
	       (unsigned long long)(result.accepted * options.events),
	       (unsigned long long)begun_requests, (unsigned long long)result.broken,
	       seconds, (unsigned long long)result.bytes, body_length(),
	       (unsigned long long)histogram_quantile(&result.latency, 0.5),
	       (unsigned long long)histogram_quantile(&result.latency, 0.9),
	       (unsigned long long)histogram_quantile(&result.latency, 0.99),
	       (unsigned long long)result.latency.most,
	       (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
	for (i = 0; i < 600; i++)
		if (result.statuses[i]) {
			printf("%s\"%u\":%llu", comma, i,
			       (unsigned long long)result.statuses[i]);
			comma = ",";
		}
	puts("}}");
}

/* ---- options -------------------------------------------------------------------- */

static void usage(void)
{
	fputs("usage: load --url-port PORT --path PATH [--connections N]\n"
	      "            [--seconds S | --requests N] [--events-per-request N]\n"
	      "            [--remotes | --alerts] [--monitors N] [--seed N]\n"
	      "            [--start MS] [--interval US] [--header 'Name: value']...\n", stderr);
	exit(2);
}

static uint64_t number(const char *text, uint64_t least, uint64_t most)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || value < least || value > most) {
		fprintf(stderr, "load: %s is not a number from %llu to %llu\n", text,
		        (unsigned long long)least, (unsigned long long)most);
		exit(2);
	}
	return value;
}

static void add_header(const char *header)
{
	size_t used = strlen(options.headers);
	int length = snprintf(options.headers + used, sizeof options.headers - used,
	                      "%s\r\n", header);

	if (length < 0 || (size_t)length >= sizeof options.headers - used)
		give_up("the headers are too long");
}

static void read_options(int argc, char **argv)
{
	static const struct option known[] = {
		{ "url-port", required_argument, NULL, 'p' },
		{ "path", required_argument, NULL, 'u' },
		{ "connections", required_argument, NULL, 'c' },
		{ "seconds", required_argument, NULL, 's' },
		{ "requests", required_argument, NULL, 'n' },
		{ "events-per-request", required_argument, NULL, 'e' },
		{ "monitors", required_argument, NULL, 'm' },
		{ "remotes", no_argument, NULL, 'r' },
		{ "alerts", no_argument, NULL, 'a' },
		{ "seed", required_argument, NULL, 'x' },
		{ "start", required_argument, NULL, 't' },
		{ "interval", required_argument, NULL, 'i' },
		{ "header", required_argument, NULL, 'H' },
		{ 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (option) {
		case 'p': options.port = (unsigned)number(optarg, 1, 65535); break;
		case 'u': options.path = optarg; break;
		case 'c':
			options.connections = (unsigned)number(optarg, 1, MAX_CONNECTIONS);
			break;
		case 's': options.seconds = (double)number(optarg, 1, MAX_SECONDS); break;
		case 'n': options.requests = number(optarg, 1, MAX_REQUESTS); break;
		case 'e': options.events = (unsigned)number(optarg, 1, MAX_EVENTS); break;
		case 'm': options.monitors = (unsigned)number(optarg, 1, 16); break;
		case 'r': options.remotes = true; break;
		case 'a': options.alerts = true; break;
		case 'x': options.seed = number(optarg, 0, 99); break;
		case 't': options.stream.start = (int64_t)number(optarg, 0, 9999999999999); break;
		case 'i':
			options.stream.interval = (unsigned)number(optarg, 1, 1000000);
			break;
		case 'H': add_header(optarg); break;
		default: usage();
		}
	if (!options.port || optind < argc)
		usage();
	if (!options.requests)
		options.requests = options.seconds > 0 ? MAX_REQUESTS : 1;
	if (options.seconds <= 0)
		options.seconds = MAX_SECONDS;
	/* A pending step and the end of its action: their lengths differ. */
	if (options.remotes && options.events % 2)
		give_up("--remotes needs an even number of --events-per-request");
}

int main(int argc, char **argv)
{
	uint64_t begun;

	errno = 0;
	signal(SIGPIPE, SIG_IGN);
	read_options(argc, argv);
	if (!options.stream.start)
		options.stream.start = (int64_t)time(NULL) * 1000 - 3600000;
	prepare();
	begun = now();
	deadline = begun + (uint64_t)(options.seconds * 1e6);
	run();
	report((double)(now() - begun) / 1e6);
	return 0;
}

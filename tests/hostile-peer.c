/* hostile-peer.c: speaks FastCGI to the receiver as no web server would.
 *
 *   hostile-peer SOCKET CASE [SECONDS]
 *
 * connects to the Unix socket, sends what the case says, and waits at most SECONDS
 * (10) for the other side. Prints what came back: the HTTP status, else "closed" (the
 * receiver let go without an answer) or "silence" (it did neither in time). */
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BEGIN 1
#define ABORT 2
#define END_REQUEST 3
#define PARAMS 4
#define STDIN 5
#define STDOUT 6

#define HEADER_BYTES 8
#define REQUEST_ID 1

/* Connections of the case `many`: each holds a thread of the receiver for io_timeout. */
#define MANY 64

static int peer = -1;

static void die(const char *what)
{
	fprintf(stderr, "hostile-peer: %s: %s\n", what, strerror(errno));
	exit(2);
}

static int open_connection(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (strlen(path) >= sizeof address.sun_path)
		die("path of the socket is too long");
	strcpy(address.sun_path, path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		die(path);
	return fd;
}

/* ---- Sending ---- */

/* The receiver may close while we send: that is an answer, not a failure. */
static void send_bytes(const void *bytes, size_t size)
{
	if (send(peer, bytes, size, MSG_NOSIGNAL) < 0 && errno != EPIPE && errno != ECONNRESET)
		die("send");
}

/* A record whose header announces `announced` bytes and that carries `size`. */
static void send_lying_record(uint8_t type, const void *content, size_t size,
                              uint16_t announced)
{
	const uint8_t header[HEADER_BYTES] = {
		1, type, 0, REQUEST_ID, (uint8_t)(announced >> 8), (uint8_t)announced, 0, 0,
	};

	send_bytes(header, sizeof header);
	if (size > 0)
		send_bytes(content, size);
}

static void send_record(uint8_t type, const void *content, size_t size)
{
	send_lying_record(type, content, size, (uint16_t)size);
}

static void send_begin(uint8_t role, uint8_t flags)
{
	const uint8_t body[8] = {0, role, flags};

	send_record(BEGIN, body, sizeof body);
}

static void send_param(const char *name, const char *value)
{
	uint8_t record[512];
	size_t names = strlen(name), values = strlen(value);

	if (names > 127 || values > 127)
		die("a parameter is too long for this program");
	record[0] = (uint8_t)names;
	record[1] = (uint8_t)values;
	memcpy(record + 2, name, names);
	memcpy(record + 2 + names, value, values);
	send_record(PARAMS, record, 2 + names + values);
}

static void send_head(const char *method, const char *length)
{
	const char *secret = getenv("HOSTILE_SECRET");

	send_begin(1, 0);
	if (method != NULL)
		send_param("REQUEST_METHOD", method);
	send_param("REQUEST_URI", "/carhook/b2b-3.18");
	send_param("CONTENT_TYPE", "application/json");
	if (length != NULL)
		send_param("CONTENT_LENGTH", length);
	if (secret != NULL)
		send_param("HTTP_AUTHORIZATION", secret);
}

static const char BODY[] =
	"{\"monitorId\":\"hostile\",\"attributes\":[],\"events\":[{\"vin\":\"VF3HOSTILE0000000\","
	"\"eventDate\":\"2024-03-17T10:00:00.000Z\"}]}";

static void send_body(size_t size)
{
	send_record(STDIN, BODY, size);
}

static void end_params(void) { send_record(PARAMS, NULL, 0); }
static void end_body(void) { send_record(STDIN, NULL, 0); }

/* ---- The cases ---- */

static void well(void)
{
	send_head("POST", NULL);
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

static void silent(void) {}

static void half_header(void)
{
	send_bytes("\001\001\000", 3);
}

static void half_params(void)
{
	send_head("POST", NULL);
}

static void half_param(void)
{
	send_head("POST", NULL);
	send_lying_record(PARAMS, "\003\003abc", 5, 8);
}

static void half_body(void)
{
	send_head("POST", NULL);
	end_params();
	send_body(sizeof BODY / 2);
}

static void short_body(void)
{
	send_head("POST", "1000");
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

static void long_body(void)
{
	send_head("POST", "10");
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

static void negative_length(void)
{
	send_head("POST", "-2147483648");
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

static void huge_length(void)
{
	send_head("POST", "99999999999999999999999999");
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

/* Says that the value is 1 GiB and ends the parameters. */
static void lying_param(void)
{
	send_begin(1, 0);
	send_record(PARAMS, "\001\300\000\000\000Xy", 7);
	end_params();
}

/* A record of 65535 bytes of which a few come. */
static void lying_record(void)
{
	send_begin(1, 0);
	send_lying_record(PARAMS, "\001\001ab", 4, 65535);
}

static void abort_params(void)
{
	send_head("POST", NULL);
	send_record(ABORT, NULL, 0);
}

static void abort_body(void)
{
	half_body();
	send_record(ABORT, NULL, 0);
}

static void no_method(void)
{
	send_head(NULL, NULL);
	end_params();
	send_body(sizeof BODY - 1);
	end_body();
}

static void no_params(void)
{
	send_begin(1, 0);
	end_params();
	end_body();
}

static void other_role(void)
{
	send_begin(3, 0);
	end_params();
	end_body();
}

static void other_version(void)
{
	send_bytes("\377\001\000\001\000\010\000\000\000\001\000\000\000\000\000\000", 16);
	end_params();
	end_body();
}

static void other_protocol(void)
{
	static const char HTTP[] = "POST /carhook/b2b-3.18 HTTP/1.1\r\nHost: localhost\r\n\r\n";

	send_bytes(HTTP, sizeof HTTP - 1);
}

/* Reads exactly `size` bytes of an answer. */
static void receive(void *bytes, size_t size)
{
	if (recv(peer, bytes, size, MSG_WAITALL) != (ssize_t)size)
		die("no whole answer");
}

/* Reads an answer to the record that ends it, and no further. */
static void receive_answer(void)
{
	unsigned char header[8], content[65535 + 255];

	do {
		receive(header, sizeof header);
		receive(content, (size_t)(header[4] << 8 | header[5]) + header[6]);
	} while (header[1] != END_REQUEST);
}

/* Keeps the connection for a request without a credential, three times, and then sends
 * a good one over it, after which it shall be closed. */
static void keep(void)
{
	for (int i = 0; i < 3; i++) {
		send_begin(1, 1);
		send_param("REQUEST_METHOD", "POST");
		send_param("REQUEST_URI", "/carhook/b2b-3.18");
		end_params();
		end_body();
		receive_answer();
	}
	well();
}

/* Keeps a connection and never uses it again. */
static void keep_idle(void)
{
	send_begin(1, 1);
	send_param("REQUEST_METHOD", "POST");
	send_param("REQUEST_URI", "/carhook/b2b-3.18");
	end_params();
	end_body();
	receive_answer();
	close(peer);
	peer = -1;
}

/* Gone before anybody could answer. */
static void gone(void)
{
	well();
	close(peer);
	peer = -1;
}

static const struct {
	const char *name;
	void (*send)(void);
} CASES[] = {
	{"well", well}, {"silent", silent}, {"half-header", half_header},
	{"half-params", half_params}, {"half-param", half_param}, {"half-body", half_body},
	{"short-body", short_body}, {"long-body", long_body},
	{"negative-length", negative_length}, {"huge-length", huge_length},
	{"lying-param", lying_param}, {"lying-record", lying_record},
	{"abort-params", abort_params}, {"abort-body", abort_body}, {"no-method", no_method},
	{"no-params", no_params}, {"other-role", other_role}, {"other-version", other_version},
	{"other-protocol", other_protocol}, {"keep", keep}, {"keep-idle", keep_idle}, {"gone", gone},
};

/* ---- What comes back ---- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads to the end or until `end_ms`; the length, or -1 if the end did not come. */
static ssize_t read_answer(uint8_t *answer, size_t size, int64_t end_ms)
{
	size_t length = 0;

	for (;;) {
		struct pollfd waiting = {.fd = peer, .events = POLLIN};
		int64_t left = end_ms - now_ms();
		ssize_t count;

		if (left <= 0 || poll(&waiting, 1, (int)left) == 0)
			return -1;
		count = read(peer, answer + length, size - 1 - length);
		if (count <= 0)
			return (ssize_t)length;
		length += (size_t)count;
	}
}

/* The status of the answer: "Status: NNN" at the beginning of its output record. */
static void print_answer(const uint8_t *answer, size_t length)
{
	const char *text = (const char *)answer + HEADER_BYTES;

	if (length > HEADER_BYTES + 11 && answer[1] == STDOUT && strncmp(text, "Status: ", 8) == 0)
		printf("%.3s\n", text + 8);
	else
		puts("closed");
}

static void wait_for_answer(int seconds)
{
	static uint8_t answer[65536];
	ssize_t length;

	if (peer < 0) {
		puts("gone");
		return;
	}
	length = read_answer(answer, sizeof answer, now_ms() + seconds * 1000);
	if (length < 0)
		puts("silence");
	else
		print_answer(answer, (size_t)length);
}

/* Many connections that say nothing, kept until the receiver ends the last of them. */
static void many(const char *path, int seconds)
{
	int fds[MANY];

	for (int i = 0; i < MANY; i++)
		fds[i] = open_connection(path);
	puts("open");
	fflush(stdout);
	peer = fds[MANY - 1];
	wait_for_answer(seconds);
	for (int i = 0; i < MANY; i++)
		close(fds[i]);
}

int main(int argc, char **argv)
{
	int seconds = argc > 3 ? atoi(argv[3]) : 10;

	if (argc < 3)
		return 2;
	if (strcmp(argv[2], "many") == 0) {
		many(argv[1], seconds);
		return 0;
	}
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		if (strcmp(CASES[i].name, argv[2]) != 0)
			continue;
		peer = open_connection(argv[1]);
		CASES[i].send();
		wait_for_answer(seconds);
		return 0;
	}
	fprintf(stderr, "hostile-peer: no case %s\n", argv[2]);
	return 2;
}

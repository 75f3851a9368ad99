#include "tool/sender.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"

/* The vendor's time-outs are not documented; these end what hangs. */
#define CONNECT_TIMEOUT_S 10
#define ANSWER_TIMEOUT_S  60

#define POLL_MS 200

enum state { IDLE, SENDING, WAITING };

/* One connection and the delivery it has. */
struct lane {
	CURL *easy;
	enum state state;
	struct arena arena;          /* of the body */
	struct text body;
	unsigned repeats;            /* deliveries still to be made, this one included */
	int64_t give_up_us, due_us;  /* of this delivery's retries */
	char trouble[CURL_ERROR_SIZE];
	char answer[SENDER_ANSWER_MAX];
	size_t answer_length;
};

struct run {
	struct sender *sender;
	CURLM *multi;
	struct curl_slist *headers;
	struct lane *lanes;
	uint64_t next_body, delivered;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

/* ---- Setting up ---- */

static size_t keep_answer(char *bytes, size_t size, size_t count, void *context)
{
	struct lane *lane = context;
	size_t length = size * count, room = sizeof lane->answer - lane->answer_length;
	size_t kept = length < room ? length : room;

	memcpy(lane->answer + lane->answer_length, bytes, kept);
	lane->answer_length += kept;
	return length;
}

/* HTTP/1.1 so that a lane is a connection. */
static int set_up_easy(const struct run *run, struct lane *lane)
{
	const struct sender *sender = run->sender;
	CURL *easy = lane->easy = curl_easy_init();
	int wrong;

	if (easy == NULL)
		return -1;
	wrong = curl_easy_setopt(easy, CURLOPT_URL, sender->url) ||
	        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") ||
	        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ||
	        curl_easy_setopt(easy, CURLOPT_POST, 1L) ||
	        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, run->headers) ||
	        curl_easy_setopt(easy, CURLOPT_USERAGENT, "carhook-send/" PACKAGE_VERSION) ||
	        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_TIMEOUT_S) ||
	        curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)ANSWER_TIMEOUT_S) ||
	        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) ||
	        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, lane->trouble) ||
	        curl_easy_setopt(easy, CURLOPT_PRIVATE, lane) ||
	        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer) ||
	        curl_easy_setopt(easy, CURLOPT_WRITEDATA, lane);
	if (sender->ca_file != NULL)
		wrong |= curl_easy_setopt(easy, CURLOPT_CAINFO, sender->ca_file) != 0;
	if (sender->insecure)
		wrong |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L) ||
		         curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	if (sender->user_password != NULL)
		wrong |= curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC) ||
		         curl_easy_setopt(easy, CURLOPT_USERPWD, sender->user_password);
	return wrong ? -1 : 0;
}

static int add_header(struct run *run, const char *header)
{
	struct curl_slist *longer = curl_slist_append(run->headers, header);

	if (longer == NULL)
		return -1;
	run->headers = longer;
	return 0;
}

static int set_up(struct run *run, struct error *error)
{
	const struct sender *sender = run->sender;
	int wrong;

	run->lanes = calloc(sender->parallel, sizeof *run->lanes);
	run->multi = curl_multi_init();
	/* An empty Expect: the vendor's clients do not ask before they send. */
	wrong = run->lanes == NULL || run->multi == NULL ||
	        curl_multi_setopt(run->multi, CURLMOPT_MAXCONNECTS, (long)sender->parallel) ||
	        add_header(run, "Content-Type: application/json") != 0 ||
	        add_header(run, "Expect:") != 0;
	for (size_t i = 0; !wrong && sender->headers[i] != NULL; i++)
		wrong = add_header(run, sender->headers[i]) != 0;
	for (unsigned i = 0; !wrong && i < sender->parallel; i++)
		wrong = set_up_easy(run, &run->lanes[i]) != 0;
	return wrong ? error_set(error, ERROR_SYSTEM, "libcurl cannot be set up for %u "
	                         "connections", sender->parallel) : 0;
}

static void tear_down(struct run *run)
{
	for (unsigned i = 0; run->lanes != NULL && i < run->sender->parallel; i++) {
		struct lane *lane = &run->lanes[i];

		if (lane->state == SENDING)
			curl_multi_remove_handle(run->multi, lane->easy);
		curl_easy_cleanup(lane->easy);
		arena_free(&lane->arena);
	}
	curl_multi_cleanup(run->multi);
	curl_slist_free_all(run->headers);
	free(run->lanes);
}

/* ---- Sending ---- */

static int post(struct run *run, struct lane *lane, struct error *error)
{
	curl_off_t length = (curl_off_t)lane->body.length;

	lane->answer_length = 0;
	lane->trouble[0] = '\0';
	lane->state = SENDING;
	if (curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDSIZE_LARGE, length) == CURLE_OK &&
	    curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDS, lane->body.at) == CURLE_OK &&
	    curl_multi_add_handle(run->multi, lane->easy) == CURLM_OK)
		return 0;
	lane->state = IDLE;
	return error_set(error, ERROR_SYSTEM, "libcurl cannot send a request");
}

static int start_delivery(struct run *run, struct lane *lane, struct error *error)
{
	lane->give_up_us = clock_monotonic_us() + run->sender->retry_for_us;
	return post(run, lane, error);
}

static int start_body(struct run *run, struct lane *lane, struct error *error)
{
	struct sender *sender = run->sender;

	arena_reset(&lane->arena);
	if (sender->write_body(sender->context, run->next_body, &lane->arena, &lane->body,
	                       error) != 0)
		return -1;
	run->next_body++;
	lane->repeats = sender->repeat;
	return start_delivery(run, lane, error);
}

/* Gives every lane that can go on something to do; *busy says whether any has. */
static int start_lanes(struct run *run, bool *busy, struct error *error)
{
	int64_t now = clock_monotonic_us();

	*busy = false;
	for (unsigned i = 0; i < run->sender->parallel; i++) {
		struct lane *lane = &run->lanes[i];
		int result = 0;

		if (lane->state == IDLE && run->next_body < run->sender->bodies)
			result = start_body(run, lane, error);
		else if (lane->state == WAITING && now >= lane->due_us)
			result = post(run, lane, error);
		if (result != 0)
			return -1;
		*busy |= lane->state != IDLE;
	}
	return 0;
}

/* ---- Answers ---- */

/* The last one is kept for whoever sends only one. */
static void remember(struct sender *sender, long status, const char *bytes, size_t length)
{
	sender->status = status;
	memcpy(sender->answer, bytes, length);
	sender->answer[length] = '\0';
	sender->answer_length = length;
}

static long note_answer(struct run *run, struct lane *lane, CURLcode result)
{
	struct sender *sender = run->sender;
	const char *trouble = lane->trouble[0] ? lane->trouble : curl_easy_strerror(result);
	long status = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
	if (result != CURLE_OK) {
		tally_add_trouble(&sender->tally, trouble);
		remember(sender, 0, trouble, strlen(trouble));
		return 0;
	}
	tally_add_answer(&sender->tally, status,
	                 (struct text){lane->answer, lane->answer_length});
	remember(sender, status, lane->answer, lane->answer_length);
	return status;
}

/* What the lane does after an answer: the same again later, the next delivery of the
 * same body, or another body. */
static int go_on(struct run *run, struct lane *lane, long status, struct error *error)
{
	struct sender *sender = run->sender;
	int64_t due = clock_monotonic_us() + sender->retry_delay_us;
	bool good = tally_is_success(status);

	lane->state = IDLE;
	if (!good && sender->retry && due <= lane->give_up_us) {
		lane->state = WAITING;
		lane->due_us = due;
		return 0;
	}
	sender->tally.failed += !good;
	run->delivered++;
	return --lane->repeats > 0 ? start_delivery(run, lane, error) : 0;
}

/* *taken says whether there was an answer. */
static int take_answers(struct run *run, bool *taken, struct error *error)
{
	CURLMsg *message;
	int left;

	*taken = false;
	while ((message = curl_multi_info_read(run->multi, &left)) != NULL) {
		CURLcode result = message->data.result;
		struct lane *lane = NULL;

		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &lane);
		curl_multi_remove_handle(run->multi, lane->easy);
		*taken = true;
		if (go_on(run, lane, note_answer(run, lane, result), error) != 0)
			return -1;
	}
	return 0;
}

static int go_round(struct run *run, struct error *error)
{
	int running;
	bool taken;

	if (curl_multi_perform(run->multi, &running) != CURLM_OK)
		return error_set(error, ERROR_SYSTEM, "libcurl cannot go on");
	if (take_answers(run, &taken, error) != 0)
		return -1;
	if (!taken && curl_multi_poll(run->multi, NULL, 0, POLL_MS, NULL) != CURLM_OK)
		return error_set(error, ERROR_SYSTEM, "libcurl cannot wait");
	return 0;
}

static int send_all(struct run *run, struct terminal_progress *progress,
                    struct error *error)
{
	struct sender *sender = run->sender;
	bool busy = true;

	while (!interrupted) {
		if (start_lanes(run, &busy, error) != 0)
			return -1;
		if (!busy)
			break;
		if (go_round(run, error) != 0)
			return -1;
		terminal_progress_draw(progress, run->delivered);
	}
	sender->tally.failed += sender->bodies * sender->repeat - run->delivered;
	return 0;
}

int sender_run(struct sender *sender, struct terminal_progress *progress,
               struct error *error)
{
	struct sigaction stop = {.sa_handler = interrupt}, before;
	struct run run = {.sender = sender};
	int64_t start = clock_monotonic_us();
	int result;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return error_set(error, ERROR_SYSTEM, "libcurl cannot be initialised");
	sigaction(SIGINT, &stop, &before);
	signal(SIGPIPE, SIG_IGN);   /* a server that is gone: libcurl tells */
	terminal_progress_start(progress);
	result = set_up(&run, error);
	if (result == 0)
		result = send_all(&run, progress, error);
	terminal_progress_end(progress);
	tear_down(&run);
	sigaction(SIGINT, &before, NULL);
	curl_global_cleanup();
	sender->tally.elapsed_us = clock_monotonic_us() - start;
	return result;
}

/* send: made-up callbacks, sent as the vendor's cloud would send them. */
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "config/nearest.h"
#include "contract/sample.h"
#include "tool/option.h"
#include "tool/sender.h"
#include "tool/target.h"
#include "tool/verb.h"

/* Bounds of the options; a body of a million events is larger than any receiver takes. */
#define COUNT_MAX    UINT64_C(1000000000)
#define BATCH_MAX    1000000
#define VEHICLES_MAX 10000000
#define REPEAT_MAX   1000
#define PARALLEL_MAX 256
#define DELAY_MAX    86400      /* seconds */
#define FILE_SIZE_MAX (1u << 30)

#define VEHICLES_DEFAULT  10
#define DELAY_DEFAULT     1
#define RETRY_FOR_DEFAULT 60

/* Where a --seed's events begin, so that they are the same each time:
 * 2024-03-01T00:00:00Z. */
#define SEED_START_MS INT64_C(1709251200000)

static const char USAGE[] =
	"usage: carhook send [OPTION...] URL\n"
	"       carhook send --dry-run [OPTION...]\n"
	"\n"
	"Sends made-up callbacks as the vendor's cloud would send them.\n"
	"\n"
	"What is sent:\n"
	"      --edition NAME   b2b-2.0, b2b-2.2, b2b-3.3, b2b-3.18 (default), b2c-2.0,\n"
	"                       b2c-4.16\n"
	"      --kind KIND      monitor, remote; of b2c-4.16 also message, array, fcm\n"
	"                       (default: monitor, or message; four events of kind remote\n"
	"                       tell of one action)\n"
	"      --count N        events (default: 1)\n"
	"      --batch N        events per request (default: 1)\n"
	"      --vehicles N     size of the fleet (default: 10)\n"
	"      --seed N         the same events again each time; without, they are new\n"
	"      --refresh        reminders instead of first events\n"
	"      --attribute K=V  an attribute in the body\n"
	"      --file FILE      this body as it is (-: standard input), nothing made up\n"
	"      --dry-run        print the bodies instead of sending them\n"
	"\n"
	"Whom it seems to come from:\n"
	"      --source NAME    edition, credentials and (of a URL without one) path of a\n"
	"                       source of the configuration\n"
	"      --bearer TOKEN   Authorization: Bearer TOKEN\n"
	"      --basic U:P      Authorization: Basic, with user and password\n"
	"      --header 'N: V'  a header\n"
	"      --query K=V      a query parameter\n"
	"      --wrong-secret   a wrong Authorization, and wrong credentials of --source\n"
	"\n"
	"How it is sent:\n"
	"      --repeat N       each request so many times, as redeliveries (default: 1)\n"
	"      --parallel N     connections (default: 1)\n"
	"      --retry          again until it is answered 2xx\n"
	"      --retry-delay S  seconds between tries (default: 1; the vendor's is 10)\n"
	"      --retry-for S    seconds until it gives up (default: 60; the vendor's is\n"
	"                       3 days)\n"
	"      --cacert FILE    authorities to trust instead of the system's\n"
	"      --insecure       do not check the server's certificate\n"
	"      --json           the sum as one line of JSON\n"
	"\n"
	"Exit status 1 unless everything was answered 2xx in the end.\n"
	"\n"
	OPTION_HELP;

enum key {
	KEY_CONFIG = 'c', KEY_HELP = 'h',
	KEY_FIRST = 256, KEY_EDITION, KEY_KIND, KEY_COUNT, KEY_BATCH, KEY_VEHICLES, KEY_SEED,
	KEY_REFRESH, KEY_ATTRIBUTE, KEY_FILE, KEY_DRY_RUN, KEY_SOURCE, KEY_BEARER, KEY_BASIC,
	KEY_HEADER, KEY_QUERY, KEY_WRONG_SECRET, KEY_REPEAT, KEY_PARALLEL, KEY_RETRY,
	KEY_RETRY_DELAY, KEY_RETRY_FOR, KEY_CACERT, KEY_INSECURE, KEY_JSON, KEY_LAST,
};

static const struct option LONG[] = {
	{"edition", required_argument, NULL, KEY_EDITION},
	{"kind", required_argument, NULL, KEY_KIND},
	{"count", required_argument, NULL, KEY_COUNT},
	{"batch", required_argument, NULL, KEY_BATCH},
	{"vehicles", required_argument, NULL, KEY_VEHICLES},
	{"seed", required_argument, NULL, KEY_SEED},
	{"refresh", no_argument, NULL, KEY_REFRESH},
	{"attribute", required_argument, NULL, KEY_ATTRIBUTE},
	{"file", required_argument, NULL, KEY_FILE},
	{"dry-run", no_argument, NULL, KEY_DRY_RUN},
	{"source", required_argument, NULL, KEY_SOURCE},
	{"bearer", required_argument, NULL, KEY_BEARER},
	{"basic", required_argument, NULL, KEY_BASIC},
	{"header", required_argument, NULL, KEY_HEADER},
	{"query", required_argument, NULL, KEY_QUERY},
	{"wrong-secret", no_argument, NULL, KEY_WRONG_SECRET},
	{"repeat", required_argument, NULL, KEY_REPEAT},
	{"parallel", required_argument, NULL, KEY_PARALLEL},
	{"retry", no_argument, NULL, KEY_RETRY},
	{"retry-delay", required_argument, NULL, KEY_RETRY_DELAY},
	{"retry-for", required_argument, NULL, KEY_RETRY_FOR},
	{"cacert", required_argument, NULL, KEY_CACERT},
	{"insecure", no_argument, NULL, KEY_INSECURE},
	{"json", no_argument, NULL, KEY_JSON},
	{"config", required_argument, NULL, KEY_CONFIG},
	{"help", no_argument, NULL, KEY_HELP},
	{NULL, 0, NULL, 0},
};

/* The options that are whole numbers. */
enum number { COUNT, BATCH, VEHICLES, SEED, REPEAT, PARALLEL, DELAY, RETRY_FOR, NUMBERS };

static const struct {
	enum key key;
	uint64_t least, most, otherwise;
} NUMBER[NUMBERS] = {
	[COUNT] = {KEY_COUNT, 1, COUNT_MAX, 1},
	[BATCH] = {KEY_BATCH, 1, BATCH_MAX, 1},
	[VEHICLES] = {KEY_VEHICLES, 1, VEHICLES_MAX, VEHICLES_DEFAULT},
	[SEED] = {KEY_SEED, 0, UINT64_MAX, 0},
	[REPEAT] = {KEY_REPEAT, 1, REPEAT_MAX, 1},
	[PARALLEL] = {KEY_PARALLEL, 1, PARALLEL_MAX, 1},
	[DELAY] = {KEY_RETRY_DELAY, 0, DELAY_MAX, DELAY_DEFAULT},
	[RETRY_FOR] = {KEY_RETRY_FOR, 0, 3 * DELAY_MAX, RETRY_FOR_DEFAULT},
};

struct send {
	const char *program;
	const char *text[KEY_LAST - KEY_FIRST];  /* the options' arguments; "" for flags */
	uint64_t numbers[NUMBERS];
	struct target target;
	struct sample sample;
	struct text file;                        /* the body of --file */
};

static const char *said(const struct send *send, enum key key)
{
	return send->text[key - KEY_FIRST - 1];
}

/* ---- Bodies ---- */

static uint64_t count_bodies(const struct send *send)
{
	if (said(send, KEY_FILE))
		return 1;
	return (send->numbers[COUNT] + send->numbers[BATCH] - 1) / send->numbers[BATCH];
}

static int write_body(void *context, uint64_t index, struct arena *arena,
                      struct text *body, struct error *error)
{
	const struct send *send = context;
	uint64_t batch = send->numbers[BATCH], first = index * batch;
	uint64_t left = send->numbers[COUNT] - first, count = left < batch ? left : batch;

	if (said(send, KEY_FILE)) {
		*body = send->file;
		return 0;
	}
	return sample_body(&send->sample, first, (unsigned)count, arena, body, error);
}

static int read_stream(FILE *from, struct text *body)
{
	char *bytes = NULL, chunk[65536];
	size_t size = 0, length;
	FILE *to = open_memstream(&bytes, &size);

	if (to == NULL)
		return -1;
	while ((length = fread(chunk, 1, sizeof chunk, from)) > 0 &&
	       ftell(to) < (long)FILE_SIZE_MAX)
		fwrite(chunk, 1, length, to);
	if (fclose(to) != 0 || ferror(from)) {
		free(bytes);
		return -1;
	}
	*body = (struct text){bytes, size};
	return 0;
}

static int read_file(struct send *send)
{
	const char *path = said(send, KEY_FILE);
	bool is_stdin = strcmp(path, "-") == 0;
	FILE *from = is_stdin ? stdin : fopen(path, "re");
	int result = from ? read_stream(from, &send->file) : -1;

	if (from != NULL && !is_stdin)
		fclose(from);
	if (result != 0)
		fprintf(stderr, "%s: cannot read %s\n", send->program, path);
	return result;
}

static int print_bodies(struct send *send)
{
	uint64_t bodies = count_bodies(send);
	struct arena arena = ARENA_EMPTY;
	struct error error;
	int status = EXIT_GOOD;

	for (uint64_t i = 0; i < bodies && status == EXIT_GOOD && !ferror(stdout); i++) {
		struct text body;

		if (write_body(send, i, &arena, &body, &error) == 0) {
			fwrite(body.at, 1, body.length, stdout);
			putchar('\n');
		} else {
			status = option_failed(send->program, &error);
		}
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status;
}

/* ---- Sending ---- */

static void print_only_answer(const struct sender *sender)
{
	const char *at = sender->answer, *end = at + sender->answer_length;

	if (sender->status == 0)
		printf("No answer: ");
	else
		printf("HTTP %ld\n", sender->status);
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		const char *stop = line_end ? line_end : end;

		terminal_put_text(stdout, (struct text){at, (size_t)(stop - at)});
		putchar('\n');
		at = line_end ? line_end + 1 : end;
	}
}

static void print_result(const struct send *send, const struct sender *sender)
{
	if (said(send, KEY_JSON))
		tally_print_json(&sender->tally, stdout);
	else if (sender->bodies * sender->repeat == 1)
		print_only_answer(sender);
	else
		tally_print(&sender->tally, stdout);
}

static int send_bodies(struct send *send)
{
	struct sender sender = {
		.url = send->target.url, .headers = send->target.headers,
		.user_password = send->target.user_password,
		.ca_file = said(send, KEY_CACERT), .insecure = said(send, KEY_INSECURE) != NULL,
		.parallel = (unsigned)send->numbers[PARALLEL],
		.bodies = count_bodies(send), .repeat = (unsigned)send->numbers[REPEAT],
		.retry = said(send, KEY_RETRY) != NULL,
		.retry_delay_us = (int64_t)send->numbers[DELAY] * 1000000,
		.retry_for_us = (int64_t)send->numbers[RETRY_FOR] * 1000000,
		.write_body = write_body, .context = send,
	};
	struct terminal_progress progress = {
		.total = sender.bodies * sender.repeat, .noun = "requests",
	};
	struct error error;

	if (sender.bodies < sender.parallel)
		sender.parallel = (unsigned)sender.bodies;
	if (sender_run(&sender, &progress, &error) != 0)
		return option_failed(send->program, &error);
	print_result(send, &sender);
	return sender.tally.failed == 0 ? EXIT_GOOD : EXIT_PROBLEM;
}

/* ---- Options ---- */

static int read_edition(struct send *send)
{
	const char *name = said(send, KEY_EDITION), *names[EDITION_COUNT + 1] = {NULL};
	char list[128];

	send->sample.edition = name ? edition_find(name)
	                     : send->target.edition ? send->target.edition : B2B_3_18;
	if (send->sample.edition != 0)
		return 0;
	for (int i = 0; i < EDITION_COUNT; i++)
		names[i] = edition_name(edition_at(i));
	nearest_list(names, list, sizeof list);
	option_wrong(send->program, "there is no edition `%s`; they are %s", name, list);
	return -1;
}

static int read_kind(struct send *send)
{
	const char *name = said(send, KEY_KIND), *names[SAMPLE_KIND_COUNT + 1] = {NULL};
	enum sample_kind kind = sample_default_kind(send->sample.edition);
	size_t count = 0;
	char list[128];

	send->sample.kind = name ? SAMPLE_KIND_COUNT : kind;
	for (kind = 0; kind < SAMPLE_KIND_COUNT; kind++) {
		if (!sample_has_kind(send->sample.edition, kind))
			continue;
		names[count++] = sample_kind_name(kind);
		if (name != NULL && strcmp(name, sample_kind_name(kind)) == 0)
			send->sample.kind = kind;
	}
	if (send->sample.kind != SAMPLE_KIND_COUNT)
		return 0;
	nearest_list(names, list, sizeof list);
	option_wrong(send->program, "edition %s has no kind `%s`; it has %s",
	             edition_name(send->sample.edition), name, list);
	return -1;
}

static int judge_batch(const struct send *send)
{
	unsigned most = sample_body_events_max(send->sample.kind);

	if (send->numbers[BATCH] <= most)
		return 0;
	option_wrong(send->program, "one %s holds one event; --kind array holds a --batch",
	             sample_kind_name(send->sample.kind));
	return -1;
}

/* Without a seed the events are new, and the last of them happens now. */
static void choose_seed(struct send *send)
{
	int64_t now = clock_now_ms();
	int64_t span = (int64_t)send->numbers[COUNT] * SAMPLE_STEP_MS;

	send->sample.seed = send->numbers[SEED];
	send->sample.start_ms = SEED_START_MS;
	if (said(send, KEY_SEED))
		return;
	send->sample.seed = (uint64_t)now << 20 ^ (uint64_t)getpid();
	send->sample.start_ms = now - span;
}

static int read_sample(struct send *send)
{
	if (read_edition(send) != 0 || read_kind(send) != 0 || judge_batch(send) != 0)
		return -1;
	send->sample.vehicles = (unsigned)send->numbers[VEHICLES];
	send->sample.refresh = said(send, KEY_REFRESH) != NULL;
	send->sample.attributes = send->target.attributes;
	send->sample.attribute_count = send->target.attribute_count;
	choose_seed(send);
	return 0;
}

static const char *name_of(enum key key)
{
	const struct option *option = LONG;

	while (option->val != (int)key)
		option++;
	return option->name;
}

static int take_number(struct send *send, enum key key, const char *argument)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		char name[32];

		if (NUMBER[i].key != key)
			continue;
		snprintf(name, sizeof name, "--%s", name_of(key));
		return option_number(send->program, name, argument, NUMBER[i].least,
		                     NUMBER[i].most, &send->numbers[i]);
	}
	return 0;
}

/* What may be said several times goes to the target, the rest is kept by its key. */
static int take_option(struct send *send, int key, const char *argument)
{
	if (key == KEY_HEADER)
		return target_add_header(&send->target, argument);
	if (key == KEY_QUERY)
		return target_add_query(&send->target, argument);
	if (key == KEY_ATTRIBUTE)
		return target_add_attribute(&send->target, argument);
	if (key > KEY_FIRST)
		send->text[key - KEY_FIRST - 1] = argument ? argument : "";
	return take_number(send, (enum key)key, argument);
}

static int use_options(struct send *send, const char *config_file, const char *url)
{
	const struct target_wish wish = {
		.config_file = config_file, .source = said(send, KEY_SOURCE), .url = url,
		.bearer = said(send, KEY_BEARER), .basic = said(send, KEY_BASIC),
		.wrong_secret = said(send, KEY_WRONG_SECRET) != NULL,
	};
	int status = target_complete(&send->target, &wish);

	if (status != EXIT_GOOD)
		return status;
	if (read_sample(send) != 0)
		return EXIT_USAGE;
	if (said(send, KEY_FILE) && read_file(send) != 0)
		return EXIT_PROBLEM;
	if (said(send, KEY_DRY_RUN))
		return print_bodies(send);
	if (send->sample.kind == SAMPLE_ARRAY && send->target.is_outside_body)
		fprintf(stderr, "%s: note: the vendor's retries, which are arrays, carry neither "
		        "headers nor query\n", send->program);
	return send_bodies(send);
}

int verb_send(int argc, char **argv)
{
	struct send send = {.program = argv[0], .target = {.program = argv[0]}};
	const char *config_file = NULL;
	int status = EXIT_GOOD, c;

	for (size_t i = 0; i < NUMBERS; i++)
		send.numbers[i] = NUMBER[i].otherwise;
	while (status == EXIT_GOOD &&
	       (c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == KEY_HELP)
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == KEY_CONFIG)
			config_file = optarg;
		else if (c == '?' || take_option(&send, c, optarg) != 0)
			status = EXIT_USAGE;
	}
	if (status == EXIT_GOOD && argc - optind != 1 &&
	    (argc != optind || !said(&send, KEY_DRY_RUN)))
		status = option_wrong(argv[0], argc == optind ? "whereto? URL is missing"
		                                              : "there is more than one URL");
	if (status == EXIT_GOOD)
		status = use_options(&send, config_file, argc > optind ? argv[optind] : NULL);
	target_free(&send.target);
	free((char *)(size_t)send.file.at);
	return status;
}

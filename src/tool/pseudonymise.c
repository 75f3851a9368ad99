/* pseudonymise: tokens in the place of VINs, and coarser positions, in what is old. */
#include "store/pseudonymise.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "store/derive-lock.h"
#include "tool/human-time.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

/* A key that is shorter can be found by trying; longer than the second it is no key. */
#define KEY_MIN 32
#define KEY_MAX 4096

static const char USAGE[] =
	"usage: carhook pseudonymise --older-than AGE --key-file FILE [-c FILE]\n"
	"       carhook pseudonymise --token-of VIN --key-file FILE\n"
	"\n"
	"Puts tokens in the place of VINs in what was received longer ago than AGE, and rounds\n"
	"its positions to a kilometre. The token of a VIN is always the same; who has the key\n"
	"can tell it from the VIN, and nobody the VIN from it. In small steps, while the\n"
	"receiver goes on. Nothing brings the VINs back.\n"
	"\n"
	"      --older-than AGE  30m, 2h, 90d, 52w\n"
	"      --key-file FILE   at least 32 bytes that nobody guesses, readable by you alone:\n"
	"                        openssl rand -base64 32 >FILE\n"
	"      --token-of VIN    only print the token of a VIN, to ask for it or to erase it\n"
	OPTION_HELP;

struct options {
	const char *program, *config_file, *key_file, *vin;
	char before[CLOCK_TEXT_SIZE];     /* "" not told */
};

/* ---- The key ---- */

static int check_key_file(FILE *file, const char *path, struct error *error)
{
	struct stat status;

	if (fstat(fileno(file), &status) != 0)
		return error_set(error, ERROR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	if (status.st_mode & (S_IRWXG | S_IRWXO))
		return error_set(error, ERROR_SYSTEM, "%s: others may read or write this key; make "
		                 "it yours with `chmod 600 %s`", path, path);
	return 0;
}

static int read_key(struct pseudonym_key *key, const char *path, struct error *error)
{
	char secret[KEY_MAX + 1];
	FILE *file = fopen(path, "r");
	size_t length;
	int result;

	if (file == NULL)
		return error_set(error, ERROR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	result = check_key_file(file, path, error);
	length = fread(secret, 1, sizeof secret, file);
	fclose(file);
	while (length > 0 && (secret[length - 1] == '\n' || secret[length - 1] == '\r'))
		length--;
	if (result == 0 && (length < KEY_MIN || length > KEY_MAX))
		result = error_set(error, ERROR_LIMIT, "%s: a key has %d to %d bytes; make one with "
		                   "`openssl rand -base64 32`", path, KEY_MIN, KEY_MAX);
	if (result == 0)
		pseudonym_key_of(key, (struct text){secret, length});
	explicit_bzero(secret, sizeof secret);
	return result;
}

/* ---- The work ---- */

/* Stopping between two steps leaves a sound database: the next run goes on. */
static int do_steps(struct pseudonymiser *p, const struct config *config,
                    struct error *error)
{
	struct terminal_progress progress = {
		.noun = "events", .total = (uint64_t)pseudonymiser_total(p)};
	struct derive_lock_turn turn;
	bool more = true;
	int lock, result;

	result = derive_lock_need(&lock, config->database, error);
	if (result == 0)
		result = derive_lock_wait(lock, interrupt_came, error);
	derive_lock_begin(&turn);
	terminal_progress_start(&progress);
	while (more && result == 0 && !interrupt_came()) {
		result = pseudonymiser_step(p, &more, error);
		if (result == 0)
			result = derive_lock_share(lock, &turn, interrupt_came, error);
		terminal_progress_draw(&progress, (uint64_t)pseudonymiser_done(p));
	}
	terminal_progress_end(&progress);
	derive_lock_close(lock);
	if (result == 0 && interrupt_came())
		return error_set(error, ERROR_SYSTEM, "stopped before the end; run it again");
	return result;
}

static int pseudonymise_database(const struct options *options, const struct config *config,
                                 const struct pseudonym_key *key, struct error *error)
{
	struct pseudonymiser *p;
	int result;

	if (pseudonymiser_open(&p, config->database, config->busy_timeout_ms, options->before,
	                       key, error) != 0)
		return -1;
	result = do_steps(p, config, error);
	if (result == 0)
		printf("%" PRId64 " events pseudonymised\n", pseudonymiser_events(p));
	pseudonymiser_close(p);
	return result;
}

static int run(const struct options *options)
{
	struct pseudonym_key key;
	struct config *config;
	struct error error;
	char token[PSEUDONYM_SIZE];
	int status = EXIT_GOOD;

	if (read_key(&key, options->key_file, &error) != 0)
		return option_failed(options->program, &error);
	if (options->vin != NULL) {
		pseudonym_of(token, &key, text_of(options->vin));
		return puts(token) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
	}
	if (option_config(options->program, options->config_file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (pseudonymise_database(options, config, &key, &error) != 0)
		status = option_failed(options->program, &error);
	explicit_bzero(&key, sizeof key);
	config_free(config);
	return status;
}

/* ---- The command line ---- */

enum { OPTION_OLDER = 256, OPTION_KEY, OPTION_TOKEN };

static int take_age(struct options *options, const char *argument)
{
	int64_t ms;

	if (!human_age_read(argument, &ms))
		return option_wrong(options->program, "--older-than wants an age such as 90d, not "
		                    "`%s`", argument);
	clock_format(clock_now_ms() - ms, options->before);
	return EXIT_GOOD;
}

static int take_option(struct options *options, int c)
{
	switch (c) {
	case 'c': options->config_file = optarg; return EXIT_GOOD;
	case OPTION_KEY: options->key_file = optarg; return EXIT_GOOD;
	case OPTION_TOKEN: options->vin = optarg; return EXIT_GOOD;
	case OPTION_OLDER: return take_age(options, optarg);
	default: return EXIT_USAGE;
	}
}

static int check_options(const struct options *options)
{
	if (options->key_file == NULL)
		return option_wrong(options->program, "with which key? Name its --key-file");
	if ((options->vin == NULL) == (options->before[0] == '\0'))
		return option_wrong(options->program, "say either --older-than 90d or --token-of "
		                    "VIN");
	return EXIT_GOOD;
}

int verb_pseudonymise(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"older-than", required_argument, NULL, OPTION_OLDER},
		{"key-file", required_argument, NULL, OPTION_KEY},
		{"token-of", required_argument, NULL, OPTION_TOKEN},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct options options = {.program = argv[0]};
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (take_option(&options, c) != EXIT_GOOD)
			return EXIT_USAGE;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	return check_options(&options) != EXIT_GOOD ? EXIT_USAGE : run(&options);
}

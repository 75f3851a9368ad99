/* prune: removes what is older than some time. */
#include "store/prune.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "store/derive-lock.h"
#include "tool/human-time.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook prune --older-than AGE [--dry-run] [-c FILE]\n"
	"\n"
	"Removes what was received longer ago than AGE (90d, 52w): events and what was derived\n"
	"from them, requests, findings, quarantine, counts. In small steps, while the receiver\n"
	"goes on.\n"
	"\n"
	"      --older-than AGE  30m, 2h, 90d, 52w\n"
	"      --dry-run         only say how many events would go\n"
	OPTION_HELP;

struct options {
	const char *program, *config_file;
	char before[CLOCK_TEXT_SIZE];     /* "" not told */
	bool dry_run;
};

/* Stopping between two steps leaves a sound database: the next run goes on. */
static int prune_all(struct prune *prune, int64_t events, int lock, struct pruned *pruned,
                     struct error *error)
{
	struct terminal_progress progress = {.noun = "events", .total = (uint64_t)events};
	bool more = true;
	int result = derive_lock_wait(lock, interrupt_came, error);
	struct derive_lock_turn turn;

	derive_lock_begin(&turn);
	terminal_progress_start(&progress);
	while (more && result == 0 && !interrupt_came()) {
		result = prune_step(prune, pruned, &more, error);
		if (result == 0)
			result = derive_lock_share(lock, &turn, interrupt_came, error);
		terminal_progress_draw(&progress, (uint64_t)pruned->events);
	}
	terminal_progress_end(&progress);
	if (result == 0 && interrupt_came())
		return error_set(error, ERROR_SYSTEM, "stopped before the end; run it again");
	return result;
}

static int prune_database(const struct options *options, const struct config *config,
                          int lock, struct error *error)
{
	struct prune *prune = NULL;
	struct pruned pruned = {.events = 0};
	int64_t events = 0;
	int result = -1;

	if (prune_open(&prune, config->database, config->busy_timeout_ms, options->before,
	               error) != 0 || prune_count(prune, &events, error) != 0)
		goto out;
	result = options->dry_run ? 0 : prune_all(prune, events, lock, &pruned, error);
	if (result == 0 && options->dry_run)
		printf("%" PRId64 " events would go\n", events);
	else
		printf("%" PRId64 " events, %" PRId64 " deliveries, %" PRId64 " findings and %"
		       PRId64 " bodies in quarantine removed\n", pruned.events,
		       pruned.deliveries, pruned.findings, pruned.quarantined);
out:
	prune_close(prune);
	return result;
}

static int run(const struct options *options)
{
	struct config *config;
	struct error error;
	int status = EXIT_GOOD, lock;

	if (option_config(options->program, options->config_file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (derive_lock_need(&lock, config->database, &error) != 0 ||
	    prune_database(options, config, lock, &error) != 0)
		status = option_failed(options->program, &error);
	derive_lock_close(lock);
	config_free(config);
	return status;
}

enum { OPTION_OLDER = 256, OPTION_DRY };

static int take_age(struct options *options, const char *argument)
{
	int64_t ms;

	if (!human_age_read(argument, &ms))
		return option_wrong(options->program, "--older-than wants an age such as 90d, not "
		                    "`%s`", argument);
	clock_format(clock_now_ms() - ms, options->before);
	return EXIT_GOOD;
}

int verb_prune(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"older-than", required_argument, NULL, OPTION_OLDER},
		{"dry-run", no_argument, NULL, OPTION_DRY},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct options options = {.program = argv[0]};
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?' || (c == OPTION_OLDER && take_age(&options, optarg) != EXIT_GOOD))
			return EXIT_USAGE;
		options.dry_run |= c == OPTION_DRY;
		if (c == 'c')
			options.config_file = optarg;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	if (options.before[0] == '\0')
		return option_wrong(argv[0], "older than what? Say --older-than 90d");
	return run(&options);
}

/* erase: removes a vehicle, and proves it. */
#include "store/erase.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "store/derive-lock.h"
#include "store/rederive.h"
#include "tool/filter.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/rebuild.h"
#include "tool/terminal.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook erase --vin VIN [--since TIME] [--until TIME] [--dry-run] [-c FILE]\n"
	"\n"
	"Removes what is held on a vehicle: its events and all that was derived from them,\n"
	"bodies in quarantine that name it, and what is left of them in the database's files.\n"
	"Then searches the files for the VIN. Where another vehicle's event names it, a mask\n"
	"takes its place. The receiver may go on. Nothing brings it back: try --dry-run first.\n"
	"\n"
	"      --vin VIN        the vehicle, in whole and as it was sent\n"
	"      --since TIME     only its events from then on\n"
	"      --until TIME     only its events before then\n"
	"      --dry-run        only say what would go\n"
	OPTION_HELP;

struct watched {
	struct terminal_progress progress;
	int lock;
	struct derive_lock_turn turn;
};

static int watch(void *context, int64_t done, int64_t total)
{
	struct watched *watched = context;
	struct error ignored;

	watched->progress.total = (uint64_t)total;
	terminal_progress_draw(&watched->progress, (uint64_t)done);
	return derive_lock_share(watched->lock, &watched->turn, interrupt_came,
	                         &ignored) != 0 || interrupt_came();
}

static int erase_rows_of(const struct config *config, int lock, struct erasure *erasure,
                         struct error *error)
{
	struct watched watched = {.progress = {.noun = "rows"}, .lock = lock};
	int result;

	derive_lock_begin(&watched.turn);
	terminal_progress_start(&watched.progress);
	result = erase_rows(config->database, config->busy_timeout_ms, erasure, watch,
	                    &watched, error);
	terminal_progress_end(&watched.progress);
	return result;
}

static int rederive(const struct config *config, const struct erasure *erasure,
                    struct error *error)
{
	return rederive_vehicle(config->database, config->busy_timeout_ms,
	                        text_of(erasure->vin), error);
}

/* What is known of a vehicle as such comes from all its events: when some of them stay it is
 * derived again; also when it was stopped, unless that was while somebody else had the lock. */
static int erase(const struct config *config, int lock, struct erasure *erasure,
                 struct error *error)
{
	bool partly = erasure->since != NULL || erasure->until != NULL;
	struct rebuilt ignored;
	struct error second;

	if (erase_rows_of(config, lock, erasure, error) != 0) {
		if (erasure->events > 0 && !erasure->dry_run && derive_lock_ask(lock))
			rederive(config, erasure, &second);
		return -1;
	}
	if (erasure->dry_run)
		return 0;
	if (erasure->named_elsewhere && rebuild_derived(config, lock, &ignored, error) != 0)
		return -1;
	if (partly)
		return erasure->named_elsewhere ? 0 : rederive(config, erasure, error);
	return erase_traces(config->database, config->busy_timeout_ms, erasure->vin, error);
}

static void report(const struct erasure *erasure)
{
	printf("%" PRId64 " events, %" PRId64 " mentions in events of others, %" PRId64
	       " envelopes, %" PRId64 " bodies in quarantine and %" PRId64 " findings %s%s\n",
	       erasure->events, erasure->mentions, erasure->deliveries, erasure->quarantined,
	       erasure->findings, erasure->dry_run ? "would go" : "erased",
	       erasure->dry_run || erasure->since || erasure->until
	       ? "" : "; the VIN is nowhere in the database's files");
}

static int run(const char *program, const char *file, const struct filter *filter,
               bool dry_run)
{
	struct erasure erasure = {
		.vin = filter->question.vin, .since = filter->question.since,
		.until = filter->question.until, .dry_run = dry_run,
	};
	struct config *config;
	struct error error;
	int status = EXIT_GOOD, lock;

	if (option_config(program, file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (derive_lock_need(&lock, config->database, &error) != 0 ||
	    derive_lock_wait(lock, interrupt_came, &error) != 0 ||
	    erase(config, lock, &erasure, &error) != 0)
		status = option_failed(program, &error);
	else
		report(&erasure);
	derive_lock_close(lock);
	config_free(config);
	return status;
}

enum { OPTION_DRY = FILTER_END };

int verb_erase(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"vin", required_argument, NULL, FILTER_VIN},
		{"since", required_argument, NULL, FILTER_SINCE},
		{"until", required_argument, NULL, FILTER_UNTIL},
		{"dry-run", no_argument, NULL, OPTION_DRY},
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct filter filter = {.question = {.vin = NULL}};
	const char *file = NULL;
	bool dry_run = false;
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		dry_run |= c == OPTION_DRY;
		if (c == 'c')
			file = optarg;
		else if (filter_take(&filter, argv[0], c, optarg) < 0)
			return EXIT_USAGE;
	}
	if (optind < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind]);
	if (filter.question.vin == NULL || filter.question.vin[0] == '\0')
		return option_wrong(argv[0], "which vehicle? Name it with --vin");
	return run(argv[0], file, &filter, dry_run);
}

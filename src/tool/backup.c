/* backup: a whole copy of the database, while the receiver goes on. */
#include "store/backup.h"

#include <getopt.h>
#include <sys/stat.h>

#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/output.h"
#include "tool/terminal.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook backup [-c FILE] COPY\n"
	"\n"
	"Copies the database, as it is at one moment, into the new file COPY, and checks the\n"
	"copy. The receiver goes on. COPY appears when it is whole.\n"
	"\n"
	OPTION_HELP;

struct watch {
	struct terminal_progress progress;
	const char *part;
};

/* The copy is about as long as the database will be. */
static int watch_copy(void *context)
{
	struct watch *watch = context;
	struct stat info;

	if (stat(watch->part, &info) == 0)
		terminal_progress_draw(&watch->progress, (uint64_t)info.st_size >> 20);
	return interrupt_came();
}

static int copy_into(const struct config *config, const char *part, struct error *error)
{
	struct watch watch = {.progress = {.noun = "MB"}, .part = part};
	struct stat info;
	int result;

	watch.progress.total = stat(config->database, &info) == 0
		? (uint64_t)(info.st_size >> 20) + 1 : 1;
	terminal_progress_start(&watch.progress);
	result = backup_make(config->database, part, config->busy_timeout_ms, watch_copy,
	                     &watch, error);
	terminal_progress_end(&watch.progress);
	return !interrupt_came() ? result : error_set(error, ERROR_SYSTEM,
	                                              "stopped; no copy is made");
}

/* The copy is written under a name and a lock of its own, by SQLite. */
static int copy(const struct config *config, const char *path, struct error *error)
{
	struct output output;
	int result;

	if (output_open(&output, path, error) != 0)
		return -1;
	result = copy_into(config, output.part, error);
	if (result == 0)
		result = output_finish(&output, error);
	output_give_up(&output);
	return result;
}

static int run(const char *program, const char *file, const char *path)
{
	struct config *config;
	struct error error;
	int status = EXIT_GOOD;

	if (option_config(program, file, &config) != 0)
		return EXIT_PROBLEM;
	interrupt_catch();
	if (copy(config, path, &error) != 0)
		status = option_failed(program, &error);
	config_free(config);
	return interrupt_came() ? interrupt_status() : status;
}

int verb_backup(int argc, char **argv)
{
	static const struct option LONG[] = {
		{"config", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	const char *file = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "c:h", LONG, NULL)) != -1) {
		if (c == 'h')
			return fputs(USAGE, stdout) < 0 ? EXIT_PROBLEM : EXIT_GOOD;
		if (c == '?')
			return EXIT_USAGE;
		file = optarg;
	}
	if (optind == argc)
		return option_wrong(argv[0], "where to? Name a new file");
	if (optind + 1 < argc)
		return option_wrong(argv[0], "`%s` is too much", argv[optind + 1]);
	return run(argv[0], file, argv[optind]);
}

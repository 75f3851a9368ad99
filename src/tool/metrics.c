/* metrics: prints counters from the database, for Prometheus. */
#include "receive/metrics.h"

#include "tool/option.h"
#include "tool/verb.h"

static const char USAGE[] =
	"usage: carhook metrics [-c FILE]\n"
	"\n"
	"Prints counters in Prometheus' text format, for a textfile collector or a script\n"
	"behind a web server. The receiver answers with the same and its own, where\n"
	"metrics_path is set in the configuration.\n"
	"\n"
	OPTION_HELP;

int verb_metrics(int argc, char **argv)
{
	struct config *config;
	const char *file = NULL;
	int status = option_only_config(argc, argv, USAGE, &file);
	struct error error;

	if (status >= 0)
		return status;
	if (option_config(argv[0], file, &config) != 0)
		return EXIT_PROBLEM;
	status = metrics_write(stdout, config, &error) == 0
		? EXIT_GOOD : option_failed(argv[0], &error);
	config_free(config);
	return status;
}

/* rebuild: derives everything again from the stored events, in place. */
#include "tool/rebuild.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/derive-lock.h"
#include "store/rebuild.h"
#include "store/store.h"
#include "tool/interrupt.h"
#include "tool/option.h"
#include "tool/terminal.h"
#include "tool/verb.h"

/* Events derived at a time: as the receiver does. */
#define BATCH_EVENTS 16384

static const char USAGE[] =
	"usage: carhook rebuild [-c FILE]\n"
	"\n"
	"Empties the derived tables and fills them again from the events, which stay as they\n"
	"are. The receiver may go on; until the end the tables lack what is not yet derived.\n"
	"\n"
	OPTION_HELP;

/* What is not derived when it was stopped, a receiver derives, or the next run. */
static int stopped(struct error *error)
{
	return !interrupt_came() ? 0 : error_set(error, ERROR_SYSTEM, "stopped before the end; "
	                                         "run it again");
}

static int clear(struct rebuild *rebuild, struct error *error)
{
	bool more = true;

	while (more && !interrupt_came())
		if (rebuild_clear(rebuild, &more, error) != 0)
			return -1;
	return stopped(error);
}

/* New events come meanwhile: the end is where there is none left. */
static int derive(struct store *store, struct rebuild *rebuild, int64_t *events,
                  struct error *error)
{
	struct terminal_progress progress = {.noun = "events"};
	unsigned done = 1;
	int64_t last = 0, derived = 0;
	int result = 0;

	*events = 0;
	if (rebuild_progress(rebuild, &last, &derived, error) != 0)
		return -1;
	progress.total = (uint64_t)last;
	terminal_progress_start(&progress);
	while (done > 0 && result == 0 && !interrupt_came()) {
		result = store_derive(store, BATCH_EVENTS, &done, error);
		*events += done;
		progress.total = *events > last ? (uint64_t)*events : (uint64_t)last;
		terminal_progress_draw(&progress, (uint64_t)*events);
	}
	terminal_progress_end(&progress);
	return result != 0 ? result : stopped(error);
}

int rebuild_derived(const struct config *config, int64_t *events, struct error *error)
{
	struct rebuild *rebuild = NULL;
	struct store *store = NULL;
	int result = -1;

	*events = 0;
	if (rebuild_open(&rebuild, config->database, config->busy_timeout_ms, error) == 0 &&
	    store_open(&store, config->database, config->busy_timeout_ms, error) == 0 &&
	    clear(rebuild, error) == 0)
		result = derive(store, rebuild, events, error);
	store_close(store);
	rebuild_close(rebuild);
	return result;
}

static int rebuild_all(const char *program, const struct config *config)
{
	struct error error;
	int64_t events;
	int status = EXIT_GOOD, lock;

	interrupt_catch();
	if (derive_lock_need(&lock, config->database, &error) != 0 ||
	    derive_lock_wait(lock, interrupt_came, &error) != 0 ||
	    rebuild_derived(config, &events, &error) != 0)
		status = option_failed(program, &error);
	else
		printf("%" PRId64 " events derived again\n", events);
	derive_lock_close(lock);
	return status;
}

int verb_rebuild(int argc, char **argv)
{
	struct config *config;
	const char *file = NULL;
	int status = option_only_config(argc, argv, USAGE, &file);

	if (status >= 0)
		return status;
	if (option_config(argv[0], file, &config) != 0)
		return EXIT_PROBLEM;
	status = rebuild_all(argv[0], config);
	config_free(config);
	return status;
}

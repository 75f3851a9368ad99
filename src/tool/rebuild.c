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

/* What is not derived when it was stopped a receiver derives, or the next run. */
static int stopped(struct error *error)
{
	return !interrupt_came() ? 0 : error_set(error, ERROR_SYSTEM, "stopped before the end; "
	                                         "run it again");
}

struct work {
	struct rebuild *rebuild;
	struct store *store;
	int lock;
	struct derive_lock_turn turn;
};

static int note_editions(struct work *work, const struct config *config, struct error *error)
{
	for (size_t i = 0; i < config->source_count; i++) {
		const struct source *source = &config->sources[i];

		if (rebuild_note_edition(work->rebuild, source->name,
		                         edition_name(source->edition), error) != 0)
			return -1;
	}
	return 0;
}

static int clear(struct work *work, struct error *error)
{
	bool more = true;

	while (more && !interrupt_came()) {
		if (rebuild_clear(work->rebuild, &more, error) != 0)
			return -1;
		derive_lock_rest(&work->turn);
	}
	return stopped(error);
}

/* One batch, if it is not yet derived what there was when it began. */
static int derive_some(struct work *work, int64_t last, int64_t *derived,
                       struct rebuilt *rebuilt, struct error *error)
{
	int64_t ignored, before = *derived;
	unsigned done = 0;

	if (rebuild_progress(work->rebuild, &ignored, derived, error) != 0)
		return -1;
	rebuilt->shared |= *derived > before;
	if (*derived >= last)
		return 0;
	if (store_derive(work->store, BATCH_EVENTS, &done, error) != 0 ||
	    rebuild_progress(work->rebuild, &ignored, derived, error) != 0)
		return -1;
	rebuilt->events += done;
	derive_lock_rest(&work->turn);
	return 0;
}

/* The requests behind the last event, and what has come meanwhile. */
static int count_rest(struct work *work, struct rebuilt *rebuilt, struct error *error)
{
	unsigned done = 0;
	int result = store_derive(work->store, BATCH_EVENTS, &done, error);

	rebuilt->events += done;
	return result;
}

static int derive(struct work *work, struct rebuilt *rebuilt, struct error *error)
{
	struct terminal_progress progress = {.noun = "events"};
	int64_t last = 0, derived = 0;
	int result;

	if (rebuild_progress(work->rebuild, &last, &derived, error) != 0)
		return -1;
	progress.total = (uint64_t)last;
	terminal_progress_start(&progress);
	do {
		result = derive_some(work, last, &derived, rebuilt, error);
		terminal_progress_draw(&progress, (uint64_t)(derived < last ? derived : last));
	} while (result == 0 && derived < last && !interrupt_came());
	terminal_progress_end(&progress);
	if (result == 0 && !interrupt_came())
		result = count_rest(work, rebuilt, error);
	return result != 0 ? result : stopped(error);
}

int rebuild_derived(const struct config *config, int lock, struct rebuilt *rebuilt,
                    struct error *error)
{
	struct work work = {.lock = lock};
	int result = -1;

	*rebuilt = (struct rebuilt){.events = 0};
	derive_lock_begin(&work.turn);
	if (rebuild_open(&work.rebuild, config->database, config->busy_timeout_ms, error) == 0 &&
	    store_open(&work.store, config->database, config->busy_timeout_ms, error) == 0 &&
	    note_editions(&work, config, error) == 0 && clear(&work, error) == 0)
		result = derive(&work, rebuilt, error);
	store_close(work.store);
	rebuild_close(work.rebuild);
	return result;
}

static int rebuild_all(const char *program, const struct config *config)
{
	struct rebuilt rebuilt;
	struct error error;
	int status = EXIT_GOOD, lock;

	interrupt_catch();
	if (derive_lock_need(&lock, config->database, &error) != 0 ||
	    derive_lock_wait(lock, interrupt_came, &error) != 0 ||
	    rebuild_derived(config, lock, &rebuilt, &error) != 0)
		status = option_failed(program, &error);
	else
		printf("%" PRId64 " events derived again%s\n", rebuilt.events,
		       rebuilt.shared ? " here, and the rest by a receiver" : "");
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

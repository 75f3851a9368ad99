#include "store/erase.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/processor.h"
#include "store/database.h"

/* How often the log is tried to be emptied, while others use it, and the pause between.
 * One who tries holds the writer, and waits no longer than so for those who read. */
#define CHECKPOINT_TRIES 200
#define CHECKPOINT_PAUSE_US 50000
#define CHECKPOINT_WAIT_MS 30

#define SEARCH_BYTES (1 << 20)

/* Beside others who want the processor, a tenth of the time is for the search. */
#define SEARCH_PAUSE 9

/* Whether the file has the bytes; one that is not there has none. */
static int search_file(const char *path, const char *bytes, bool *found, struct error *error)
{
	size_t length = strlen(bytes), kept = 0, count;
	char *buffer = malloc(SEARCH_BYTES + length);
	FILE *file = fopen(path, "rb");
	struct processor_time before = processor_time();
	int result = 0;

	*found = false;
	if (buffer == NULL)
		result = error_set(error, ERROR_MEMORY, "no memory to search %s", path);
	else if (file == NULL && errno != ENOENT)
		result = error_set(error, ERROR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	while (result == 0 && file != NULL && !*found &&
	       (count = fread(buffer + kept, 1, SEARCH_BYTES, file)) > 0) {
		*found = memmem(buffer, kept + count, bytes, length) != NULL;
		count += kept;
		kept = count < length - 1 ? count : length - 1;
		memmove(buffer, buffer + count - kept, kept);
		processor_rest(&before, SEARCH_PAUSE);
	}
	if (file != NULL)
		fclose(file);
	free(buffer);
	return result;
}

static int search_files(const char *path, const char *bytes, char found_in[4096],
                        struct error *error)
{
	static const char *const SUFFIXES[] = {"", "-wal", "-shm"};
	bool found = false;

	found_in[0] = '\0';
	for (size_t i = 0; !found && i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
		char file[4096];

		snprintf(file, sizeof file, "%s%s", path, SUFFIXES[i]);
		if (search_file(file, bytes, &found, error) != 0)
			return -1;
		if (found)
			snprintf(found_in, 4096, "%s", file);
	}
	return 0;
}

/* Most of it first, for which nobody waits. */
static bool checkpoint(struct database *database)
{
	return sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
	                                 NULL) == SQLITE_OK &&
	       sqlite3_wal_checkpoint_v2(database->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE,
	                                 NULL, NULL) == SQLITE_OK;
}

/* Who reads or writes at the moment keeps the log: it is tried again for ten seconds. */
static int empty_log(struct database *database, struct error *error)
{
	int patience = database->busy_timeout_ms;
	bool empty = false;

	database->busy_timeout_ms = CHECKPOINT_WAIT_MS;
	for (int i = 0; i < CHECKPOINT_TRIES && !empty; i++) {
		empty = checkpoint(database);
		if (!empty)
			clock_sleep_us(CHECKPOINT_PAUSE_US);
	}
	database->busy_timeout_ms = patience;
	if (empty)
		return 0;
	return error_set(error, ERROR_DB_BUSY, "the rows are erased, but somebody who reads the "
	                 "database keeps its log; end that, and run this again");
}

static int erase_from_files(struct database *database, const char *path, const char *bytes,
                            struct error *error)
{
	char found_in[4096];

	if (empty_log(database, error) != 0 || search_files(path, bytes, found_in, error) != 0)
		return -1;
	if (found_in[0] == '\0')
		return 0;
	if (database_run(database, "VACUUM", error) != 0 || empty_log(database, error) != 0 ||
	    search_files(path, bytes, found_in, error) != 0)
		return -1;
	return found_in[0] == '\0' ? 0 : error_set(
		error, ERROR_DB, "the rows are erased, but %s still has the VIN: an event may have "
		"come meanwhile (run this again), an erasure was cut short (run `carhook "
		"rebuild`, then this again), or it is a part of a longer word", found_in);
}

int erase_traces(const char *path, int busy_timeout_ms, const char *bytes,
                 struct error *error)
{
	struct database *database;
	int result;

	if (database_open(&database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		return -1;
	result = erase_from_files(database, path, bytes, error);
	database_close(database);
	return result;
}

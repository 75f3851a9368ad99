/* steps-test: deriving, erasing, pseudonymising, pruning and rebuilding work in steps, and
 * no step holds the writer's lock for more than 100 ms.
 *
 * What is measured is the processor's time between taking the lock and giving it back, seen
 * by a VFS that passes everything on to SQLite's own: a loaded machine makes it no longer.
 * How long the disk takes is the disk's: on a slow one the steps are no smaller, and the
 * pauses between them are for what they worked.
 *
 * usage: steps-test; makes its files in $TMPDIR. */
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/derive-lock.h"
#include "store/erase.h"
#include "store/prune.h"
#include "store/pseudonymise.h"
#include "store/rebuild.h"
#include "store/store.h"
#include "tap.h"

/* The bound of the interface: callbacks wait no longer. */
#define HOLD_US 100000

#define EVENTS 120000
#define BATCH_EVENTS 16384

static char path[300];
static struct error error;

/* ---- A VFS that looks at the clock ---- */

/* The first lock of a -shm file is the writer's (https://sqlite.org/walformat.html). */
#define WRITER 0

static sqlite3_vfs real, timed;
static sqlite3_io_methods real_methods, timed_methods, timed_log_methods;
static int64_t taken_us, longest_us;
static unsigned holds;
static int (*log_sync)(sqlite3_file *, int);
static long sync_ns;           /* of a slow disk */

static int shm_lock(sqlite3_file *file, int first, int count, int flags)
{
	int result = real_methods.xShmLock(file, first, count, flags);

	if (first != WRITER || !(flags & SQLITE_SHM_EXCLUSIVE) || result != SQLITE_OK)
		return result;
	if (flags & SQLITE_SHM_LOCK) {
		taken_us = clock_processor_us();
		holds++;
	} else if (clock_processor_us() - taken_us > longest_us) {
		longest_us = clock_processor_us() - taken_us;
	}
	return result;
}

static int sync_slowly(sqlite3_file *file, int flags)
{
	if (sync_ns > 0)
		nanosleep(&(struct timespec){.tv_nsec = sync_ns}, NULL);
	return log_sync(file, flags);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out)
{
	int result = real.xOpen(vfs, name, file, flags, out);

	if (result != SQLITE_OK || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)))
		return result;
	if (flags & SQLITE_OPEN_WAL) {
		timed_log_methods = *file->pMethods;
		log_sync = timed_log_methods.xSync;
		timed_log_methods.xSync = sync_slowly;
		file->pMethods = &timed_log_methods;
		return result;
	}
	real_methods = timed_methods = *file->pMethods;
	timed_methods.xShmLock = shm_lock;
	file->pMethods = &timed_methods;
	return result;
}

static void register_vfs(void)
{
	real = timed = *sqlite3_vfs_find(NULL);
	timed.zName = "timed";
	timed.xOpen = open_file;
	sqlite3_vfs_register(&timed, 1);
}

/* ---- A database with much of everything ---- */

/* Of 6,000 vehicles; every tenth event has an alert and a trip, every tenth is a step of a
 * remote action, and of every 6,000 two are as large as a body, of which one names another
 * vehicle. */
static const char FILL[] =
	"BEGIN;"
	"INSERT INTO source VALUES (1, 'fleet', 'b2b-3.18');"
	"CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c"
	"    WHERE i < 120000) SELECT i, printf('VF3STEPS%09d', i % 6000) AS vin,"
	"    strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch') AS at FROM c;"
	"INSERT INTO delivery SELECT i, 1, at, 'monitors', 'stored', 201, 500, 1, 1, 0, 0, 0,"
	"    '{\"attributes\":[{\"key\":\"car\",\"value\":\"' || vin || '\"}]}' FROM n;"
	"INSERT INTO event SELECT i, i, 1, iif(i % 10 = 1, 'remote', 'monitor'),"
	"    iif(i % 10 = 1, NULL, 'M' || i % 50), iif(i % 10 = 1, 'R' || i / 50, NULL), NULL, vin,"
	"    'F1', at, at, 0, randomblob(16), json_object('eventDate', at, 'vin', vin,"
	"    'fleetId', 'F1', 'remoteType', 'Doors', 'eventStatus',"
	"    json('{\"type\":\"Pending\",\"status\":\"Accepted\"}'), 'values', json_array("
	"    json_object('data', 'vehicle.odometer', 'value', json_object('type', 'string', 'body',"
	"    json_object('literalValue', i || iif(i % 6000 = 7, hex(zeroblob(500000)),"
	"    iif(i % 6000 = 8, hex(zeroblob(1000000)) || ' VF3STEPS000000007', '.5')))))),"
	"    'extensions', json(iif(i % 10 = 0, '[{\"type\":\"vehicle.alerts\",\"body\":{\"alerts\":"
	"    [{\"id\":\"A' || i || '\",\"active\":true,\"type\":\"EngineFault\"}]}},{\"type\":"
	"    \"vehicle.trip\",\"body\":{\"trip\":{\"id\":\"T' || i || '\",\"distance\":5}}},{\"type\":"
	"    \"vehicle.position\",\"body\":{\"position\":{\"type\":\"Feature\",\"geometry\":{\"type\":"
	"    \"Point\",\"coordinates\":[2.123456,48.987654]},\"properties\":{}}}}]', '[]')))"
	"    FROM n;"
	"INSERT INTO redelivery SELECT i, 1, at, i FROM n WHERE i % 5 = 0;"
	"INSERT INTO finding SELECT i, 1, '$.events[*].x' || i, 'unknown member', '', vin, 1, at, at,"
	"    i, i FROM n WHERE i % 40 = 0;"
	"INSERT INTO quarantine SELECT i, 1, 'no JSON', '$', 1, at, at, i, randomblob(16),"
	"    iif(i % 400 = 0, vin, ''), CAST(vin || ' ' || hex(zeroblob(iif(i % 8000 = 0, 2000000,"
	"    4000))) AS BLOB) FROM n WHERE i % 40 = 0;"
	"COMMIT";

static int64_t ask(const char *sql)
{
	sqlite3 *handle = NULL;
	sqlite3_stmt *row = NULL;
	int64_t answer = -1;

	sqlite3_open(path, &handle);
	if (sqlite3_prepare_v2(handle, sql, -1, &row, NULL) == SQLITE_OK &&
	    sqlite3_step(row) == SQLITE_ROW)
		answer = sqlite3_column_int64(row, 0);
	else
		printf("# %s\n", sqlite3_errmsg(handle));
	sqlite3_finalize(row);
	sqlite3_close(handle);
	return answer;
}

static void fill(void)
{
	struct database *database = NULL;

	if (!ok(database_open(&database, path, DATABASE_CREATE, 1000, &error) == 0 &&
	        database_run(database, FILL, &error) == 0, "120,000 events"))
		printf("# %s\n", error.text);
	database_close(database);
}

/* ---- What is tried ---- */

static void begin(void)
{
	longest_us = 0;
	holds = 0;
	snprintf(error.text, sizeof error.text, "no error");
}

static void end(const char *what, int good, unsigned steps)
{
	char text[100];

	snprintf(text, sizeof text, "%s: succeeds", what);
	if (!ok(good, text))
		printf("# %s\n", error.text);
	snprintf(text, sizeof text, "%s: in %u steps at least", what, steps);
	ok(holds >= steps, text);
	snprintf(text, sizeof text, "%s: none holds the writer for more than 100 ms", what);
	ok(longest_us <= HOLD_US, text);
	printf("# %u steps, the longest %lld us\n", holds, (long long)longest_us);
}

static int derive_all(void)
{
	struct store *store = NULL;
	unsigned done = 1;
	int result = store_open(&store, path, 1000, &error);

	while (result == 0 && done > 0)
		result = store_derive(store, BATCH_EVENTS, &done, &error);
	store_close(store);
	return result;
}

static void derives(void)
{
	begin();
	end("derive", derive_all() == 0 && ask("SELECT event_id FROM derived") == EVENTS, 100);
}

static int watch(void *context, int64_t done, int64_t total)
{
	(void)context, (void)done, (void)total;
	return 0;
}

static int erase(const char *vin)
{
	struct erasure erasure = {.vin = vin};

	return erase_rows(path, 1000, &erasure, watch, NULL, &error);
}

/* The first has large events, and others name it in larger ones; bodies in quarantine came
 * with the second. */
static void erases(void)
{
	begin();
	end("erase", erase("VF3STEPS000000007") == 0 && erase("VF3STEPS000002000") == 0 &&
	    ask("SELECT count(*) FROM event WHERE vin = 'VF3STEPS000000007'") == 0, 10);
}

static void pseudonymises(void)
{
	struct pseudonym_key key;
	struct pseudonymiser *p = NULL;
	bool more = true;
	int result;

	begin();
	pseudonym_key_of(&key, text_of("a key of the tests"));
	result = pseudonymiser_open(&p, path, 1000, "2023-11-15T12:00:00.000Z", &key, &error);
	while (result == 0 && more)
		result = pseudonymiser_step(p, &more, &error);
	pseudonymiser_close(p);
	end("pseudonymise", result == 0 && ask("SELECT count(*) FROM event WHERE "
	    "received_at < '2023-11-15T12' AND vin NOT GLOB 'anon-*'") == 0, 100);
}

static void rebuilds(void)
{
	struct rebuild *rebuild = NULL;
	bool more = true;
	int result;

	begin();
	result = rebuild_open(&rebuild, path, 1000, &error);
	while (result == 0 && more)
		result = rebuild_clear(rebuild, &more, &error);
	rebuild_close(rebuild);
	end("rebuild", result == 0 && ask("SELECT count(*) FROM value") == 0 &&
	    derive_all() == 0 && ask("SELECT event_id FROM derived") == EVENTS, 100);
}

static int prune_before(const char *before)
{
	struct prune *prune = NULL;
	struct pruned pruned = {.events = 0};
	bool more = true;
	int result = prune_open(&prune, path, 1000, before, &error);

	while (result == 0 && more)
		result = prune_step(prune, &pruned, &more, &error);
	prune_close(prune);
	return result;
}

static void prunes(void)
{
	begin();
	end("prune", prune_before("2023-11-15T06:00:00.000Z") == 0 && ask("SELECT count(*) FROM "
	    "event WHERE received_at < '2023-11-15T06'") == 0, 100);
}

/* It was 1,500 steps when the time of the disk was taken for the step's. */
static void prunes_on_a_slow_disk(void)
{
	unsigned quick;

	begin();
	ok(prune_before("2023-11-15T09:00:00.000Z") == 0, "prune: three hours more");
	quick = holds;
	begin();
	sync_ns = 25000000;
	end("prune on a slow disk", prune_before("2023-11-15T12:00:00.000Z") == 0, 50);
	sync_ns = 0;
	ok(holds < quick * 2, "prune on a slow disk: in about as many steps");
	printf("# %u steps, and %u steps\n", quick, holds);
}

static void pauses(void)
{
	const struct database_encounters alone = {10, 0, 0}, some = {10, 2, 50000},
		half = {10, 5, 50000}, only = {1, 1, 299000}, unended = {0, 1, 100000};

	ok(derive_lock_pause_us(999999, alone) == 0, "who is alone keeps the lock for a second");
	ok(derive_lock_pause_us(1000000, alone) == 100000, "and leaves it for a tenth");
	ok(derive_lock_pause_us(199999, half) == 0, "beside another writer for a fifth");
	ok(derive_lock_pause_us(200000, half) == 32 * 150000,
	   "and leaves it for long, but not for what it waited");
	ok(derive_lock_pause_us(200000, some) == 32 * 150000 * 2 / 5,
	   "for longer, the more often it found another one writing");
	ok(derive_lock_pause_us(300000, only) == 100000, "for a tenth of a second at least");
	ok(derive_lock_pause_us(200000, unended) == 32 * 100000, "not for ever");
}

int main(void)
{
	const char *tmp = getenv("TMPDIR");
	char folder[256];

	snprintf(folder, sizeof folder, "%s/steps-test.XXXXXX", tmp ? tmp : "/tmp");
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/steps.db", folder);
	sqlite3_initialize();
	register_vfs();
	fill();
	derives();
	erases();
	pseudonymises();
	rebuilds();
	prunes();
	prunes_on_a_slow_disk();
	pauses();
	for (int i = 0; i < 4; i++) {
		static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-lock"};
		char file[310];

		snprintf(file, sizeof file, "%s%s", path, SUFFIXES[i]);
		unlink(file);
	}
	rmdir(folder);
	return tap_done();
}

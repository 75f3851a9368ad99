/* runs-test: the runs of the timeline and of remote steps: where batches end, and what
 * becomes of the longer runs of schema 2.
 *
 * usage: runs-test; makes its files in $TMPDIR. */
#include <stdlib.h>
#include <unistd.h>

#include "store/database.h"
#include "store/sql.h"
#include "store/store.h"
#include "outsider.h"
#include "tap.h"

#define RUN 32768

/* Room of the batches. */
#define ROOM 100

static char folder[256], path[300];
static struct error error;

static const char *ask(const char *sql)
{
	return outsider_ask(path, sql);
}

static int make(void)
{
	struct database *database;
	int result = database_open(&database, path, DATABASE_CREATE, 1000, &error);

	database_close(database);
	return result;
}

/* ---- Batches ---- */

/* Events of one vehicle with the ids from `first` on. */
static void add_events(int first, int count)
{
	char *sql = sqlite3_mprintf(
		"WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n LIMIT %d)"
		"INSERT INTO event (id, delivery_id, source_id, kind, vin, event_at, received_at,"
		" digest, json) SELECT i, 1, 1, 'monitor', 'V', '2024-01-01T00:00:00.000Z',"
		" '2024-01-01T00:00:00.000Z', CAST(i AS BLOB), '{}' FROM n", first, count);

	ok(outsider_change(path, sql) == SQLITE_OK, "events are added");
	sqlite3_free(sql);
}

/* Up to which event each batch goes, of all that there are. */
static const char *batches(void)
{
	static char ends[256];
	struct store *store;
	unsigned done;

	ends[0] = '\0';
	if (store_open(&store, path, 1000, &error) != 0)
		return error.text;
	while (store_derive(store, ROOM, &done, &error) == 0 && done > 0)
		snprintf(ends + strlen(ends), sizeof ends - strlen(ends), "%s ",
		         ask("SELECT event_id FROM derived"));
	store_close(store);
	return ends;
}

static void begin(const char *name)
{
	snprintf(path, sizeof path, "%s/%s", folder, name);
	ok(make() == 0, name);
	outsider_change(path, "INSERT INTO source VALUES (1, 's', 'b2b-2.0');"
	                "INSERT INTO delivery VALUES (1, 1, '', '', '', 0, 0, 0, 0, 0, 0, 0, NULL)");
}

static void ends_of_batches(void)
{
	begin("batches.db");
	add_events(RUN - 68, 200);
	same(batches(), "32767 32867 32899 ", "a batch that is more than half full ends with its run");
	begin("leftover.db");
	add_events(RUN - 20, 200);
	same(batches(), "32847 32947 ", "one that has just begun goes on into the next");
	begin("middle.db");
	add_events(RUN - 20, 20);
	add_events(RUN + RUN / 2 - 50, 200);
	same(batches(), "49151 49251 49301 ", "as far as its middle, if it is half full by then");
	same(ask("SELECT group_concat(run || '/' || n) FROM (SELECT run, count(*) AS n"
	         " FROM timeline_row GROUP BY run)"), "0/20,1/200", "each event is in its run");
}

/* ---- Schema 2 ---- */

static void old_file(const char *sql)
{
	snprintf(path, sizeof path, "%s/old.db", folder);
	outsider_change(path, SQL_SCHEMA[0]);
	outsider_change(path, SQL_SCHEMA[1]);
	outsider_change(path, "PRAGMA application_id = 1667330664; PRAGMA user_version = 2");
	ok(outsider_change(path, sql) == SQLITE_OK, "a file of schema 2");
}

static void migration(void)
{
	old_file("CREATE VIEW remote_story AS SELECT * FROM remote_step;"
	         "INSERT INTO timeline_run VALUES (0, '2024', '2025'), (2, '2024', '2026');"
	         "INSERT INTO vehicle (vin, first_at, last_at, first_received_at, last_received_at,"
	         " heard_days) VALUES ('V', '', '', '', '', 1);"
	         "INSERT INTO timeline_row (run, vin, at, event_id) VALUES"
	         " (0, 'V', '2024-01-01T00:00:00.000Z', 65535),"
	         " (0, 'V', '2024-01-01T00:00:01.000Z', 32767),"
	         " (2, 'V', '2024-01-01T00:00:09.000Z', 131072);"
	         "INSERT INTO remote_step (action_id, at, event_id, vin, type, status,"
	         " failure_cause) VALUES"
	         " ('A', '2024-01-01T00:00:00.000Z', 65535, 'V', 'Pending', 'Sent', NULL),"
	         " ('A', '2024-01-01T00:00:09.000Z', 131072, 'V', 'Done', 'Failed', 'Cause')");
	ok(make() == 0, "carhook init brings schema 2 up to date");
	same(ask("SELECT group_concat(run || '/' || last_at) FROM timeline_run"),
	     "0/2025,1/2025,4/2026,5/2026", "there are twice as many runs");
	same(ask("SELECT group_concat(run || '/' || event_id) FROM timeline_row"),
	     "0/32767,1/65535,4/131072", "each event is in its run");
	same(ask("SELECT group_concat(run || '/' || event_id) FROM remote_step_row"),
	     "1/65535,4/131072", "as is each step of a remote action");
	ok(outsider_change(path, "INSERT INTO timeline_row (run, vin, at, event_id)"
	                   " VALUES (0, 'V', '', 40000)") == SQLITE_CONSTRAINT,
	   "a receiver that still counts in longer runs is refused");
	same(ask("SELECT group_concat(event_id) FROM timeline WHERE vin = 'V'"),
	     "32767,65535,131072", "a vehicle's timeline is told across them");
	same(ask("SELECT group_concat(step || status || coalesce(after_s, '')) FROM remote_story"),
	     "1Sent,2Failed9.0", "as is an action's story");
	same(ask("SELECT outcome || failure_cause || steps FROM remote_action"), "failedCause2",
	     "and its outcome");
}

int main(void)
{
	const char *base = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%s/runs-test.XXXXXX", base ? base : "/tmp");
	if (mkdtemp(folder) == NULL)
		return 1;
	ends_of_batches();
	migration();
	snprintf(path, sizeof path, "rm -rf '%s'", folder);
	return tap_done() | (system(path) != 0);
}

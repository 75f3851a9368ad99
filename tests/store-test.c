/* store-test: keeping deliveries in a real SQLite file, each event once.
 *
 * usage: store-test; makes its files in $TMPDIR. */
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/thing.h"
#include "store/database.h"
#include "store/derive.h"
#include "store/sql.h"
#include "store/store.h"
#include "outsider.h"
#include "tap.h"

static char folder[256], path[300];
static struct arena arena;
static struct error error;

/* ---- Helpers ---- */

static const char *ask(const char *sql)
{
	return outsider_ask(path, sql);
}

static int change(const char *sql)
{
	return outsider_change(path, sql);
}

static void new_file(const char *name)
{
	snprintf(path, sizeof path, "%s/%s", folder, name);
}

static void new_database(const char *name)
{
	struct database *database;

	new_file(name);
	if (database_open(&database, path, DATABASE_CREATE, 1000, &error) == 0)
		database_close(database);
	else
		printf("# %s\n", error.text);
}

/* A delivery of the callback in `body`, as the receiver would make it. */
static struct delivery *deliver(const char *body, enum edition edition)
{
	static const char *const NO_NAMES[] = {NULL};
	const struct event_context context = {.edition = edition, .credentials = NO_NAMES,
	                                      .vin_attribute = "vin"};
	const struct callback_limits limits = {64, 100000};
	struct callback *c = arena_alloc(&arena, sizeof *c);
	struct delivery *d = arena_alloc(&arena, sizeof *d);

	if (callback_open(c, text_of(body), &limits, &arena, &error) != 0 ||
	    callback_read_events(c, &context, &arena, &error) != 0)
		printf("# %s\n", error.text);
	*d = (struct delivery){
		.source = "fleet", .edition = edition_name(edition), .received_ms = 1700000000000,
		.shape = callback_shape_name(c->shape), .status = 201, .bytes = strlen(body),
		.events = c->events, .event_count = c->place_count, .rejects = c->rejects,
		.reject_count = c->reject_count, .findings = &c->findings, .envelope = c->envelope,
	};
	return d;
}

static const char EVENT[] =
	"{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"V1\",\"eventDate\":\"2024-03-09T14:42:49Z\","
	"\"values\":[{\"data\":\"vehicle.odometer\",\"value\":{\"type\":\"string\","
	"\"body\":{\"literalValue\":\"12.5\"}}}],\"refresh\":false}]}";

static int keep(struct store *store, struct delivery *d)
{
	return store_begin(store, &error) != 0 || store_delivery(store, d, &error) != 0 ||
	       store_commit(store, &error) != 0 ? -1 : 0;
}

/* ---- Tests ---- */

static void events_once(void)
{
	struct store *store, *other;
	struct delivery *d = deliver(EVENT, B2B_3_18);

	new_database("once.db");
	ok(store_open(&store, path, 1000, &error) == 0, "the store opens");
	ok(store_open(&other, path, 1000, &error) == 0, "a second process may, too");
	ok(keep(store, d) == 0 && d->stored == 1 && d->redelivered == 0, "an event is stored");
	ok(keep(store, d) == 0 && d->stored == 0 && d->redelivered == 1,
	   "the same event again is a redelivery");
	ok(keep(other, d) == 0 && d->redelivered == 1, "through another process, too");
	same(ask("SELECT count(*) FROM event"), "1", "there is one event");
	same(ask("SELECT times || ' ' || delivery_id FROM redelivery"), "2 3",
	     "its redeliveries are counted, with the last request");
	same(ask("SELECT group_concat(outcome) FROM delivery"), "stored,redelivered,redelivered",
	     "each request has its outcome");
	same(ask("SELECT kind||' '||monitor_id||' '||vin||' '||event_at||' '||refresh||' '||"
	         "received_at FROM event"),
	     "monitor m1 V1 2024-03-09T14:42:49.000Z 0 2023-11-14T22:13:20.000Z",
	     "the event's columns are filled, times in UTC");
	ok(strstr(EVENT, ask("SELECT json FROM event")) != NULL, "its JSON is as sent");
	store_close(store);
	store_close(other);
}

static void uncommitted(void)
{
	struct store *store;
	struct delivery *d = deliver(EVENT, B2B_3_18);

	new_database("uncommitted.db");
	store_open(&store, path, 1000, &error);
	store_begin(store, &error);
	store_delivery(store, d, &error);
	same(ask("SELECT count(*) FROM event"), "0", "before the commit nothing is stored");
	store_rollback(store);
	ok(keep(store, d) == 0 && d->stored == 1,
	   "after a rollback the event and its source are stored anew");
	store_close(store);
}

static struct delivery *deliver_dated(const char *day)
{
	return deliver(arena_format(&arena, "{\"events\":[{\"vin\":\"V1\",\"monitorId\":\"m1\","
	                            "\"eventDate\":\"2024-03-%sT14:42:49Z\",\"refreshEvent\":false}]}", day),
	               B2B_3_18);
}

static void ids_given_once(void)
{
	struct store *store;

	new_database("ids.db");
	store_open(&store, path, 1000, &error);
	for (int day = 1; day <= 4; day++)
		keep(store, deliver_dated(arena_format(&arena, "%02d", day)));
	change("DELETE FROM event WHERE id IN (1, 3)");
	keep(store, deliver_dated("05"));
	same(ask("SELECT group_concat(id) FROM event"), "2,4,5", "the next id is the next number");
	change("DELETE FROM event WHERE id = 5; DELETE FROM event WHERE id = 4");
	keep(store, deliver_dated("02"));
	keep(store, deliver_dated("06"));
	keep(store, deliver_dated("07"));
	same(ask("SELECT group_concat(id) FROM event"), "2,6,7",
	     "an id is not given again when the last events were removed");
	change("DELETE FROM event");
	keep(store, deliver_dated("08"));
	same(ask("SELECT group_concat(id) FROM event"), "8", "nor when all were");
	store_close(store);
}

static void undated(void)
{
	static const char BODY[] =
		"{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"V1\"},{\"vin\":\"V2\"},{\"vin\":\"V1\"}]}";
	struct store *store;
	struct delivery *d = deliver(BODY, B2B_3_18);

	new_database("undated.db");
	store_open(&store, path, 1000, &error);
	ok(keep(store, d) == 0 && d->stored == 2 && d->redelivered == 1,
	   "events without a date are known by their content, too");
	same(ask("SELECT count(*) FROM event WHERE event_at IS NULL"), "2",
	     "their date is NULL");
	same(ask("SELECT outcome FROM delivery"), "mixed", "the request was mixed");
	store_close(store);
}

static void findings(void)
{
	char body[512];
	struct store *store;

	new_database("findings.db");
	store_open(&store, path, 1000, &error);
	store_begin(store, &error);
	for (int i = 0; i < 260; i++) {
		struct delivery *d;

		snprintf(body, sizeof body, "{\"monitorId\":\"m1\",\"events\":[{\"vin\":\"V%d\","
		         "\"values\":[{\"data\":\"word.%d\"}]}]}", i, i % 250);
		d = deliver(body, B2B_3_18);
		if (store_delivery(store, d, &error) != 0)
			printf("# %s\n", error.text);
	}
	store_commit(store, &error);
	same(ask("SELECT times || ' ' || event_id FROM finding WHERE variant = 'word.3'"), "2 4",
	     "a finding counts, and keeps its first event");
	same(ask("SELECT count(*) FROM finding"), "201",
	     "beyond 200 unknown values at one place they are counted together");
	same(ask("SELECT sum(times) FROM finding"), "260", "and none is lost from the count");
	keep(store, deliver(body, B2B_3_18));
	same(ask("SELECT sum(times) FROM finding"), "260", "a redelivery finds nothing again");
	store_close(store);
}

static void quarantine(void)
{
	struct store *store;
	struct delivery *d = deliver("{\"monitorId\":\"m1\",\"events\":[1,{\"vin\":\"V1\"}]}",
	                             B2B_3_18);

	new_database("quarantine.db");
	store_open(&store, path, 1000, &error);
	ok(keep(store, d) == 0 && d->stored == 1, "the good sibling is stored");
	keep(store, d);
	same(ask("SELECT path||' '||times||' '||hex(body) FROM quarantine"), "$.events[0] 2 31",
	     "the bad one is in quarantine once, and counted");
	store_close(store);
}

static void derived(void)
{
	struct store *store;
	unsigned done = 0;

	new_database("derived.db");
	store_open(&store, path, 1000, &error);
	keep(store, deliver(EVENT, B2B_3_18));
	ok(store_derive(store, 100, &done, &error) == 0 && done == 1, "one event is derived");
	ok(store_derive(store, 100, &done, &error) == 0 && done == 0, "then there is none left");
	same(ask("SELECT what||' '||value||' '||vin FROM vehicle_timeline"),
	     "vehicle.odometer 12.5 V1", "it stands in the vehicle's timeline");
	same(ask("SELECT mileage_km FROM reading"), "12.5", "what it told is typed");
	same(ask("SELECT vin||' '||value FROM latest WHERE name = 'mileage_km'"), "V1 12.5",
	     "and the latest of its vehicle");
	same(ask("SELECT sum(events) FROM monitor_day"), "1", "its day is counted");
	same(ask("SELECT sum(deliveries)||' '||sum(stored) FROM delivery_hour"), "1 1",
	     "and its delivery");
	same(ask("PRAGMA integrity_check"), "ok", "the file is sound");
	store_close(store);
}

/* Two processes may derive the same events; only one of them counts. */
static void counted_once(void)
{
	struct store *store;
	struct batch *batch = NULL;
	bool more;

	new_database("counted.db");
	store_open(&store, path, 1000, &error);
	keep(store, deliver(EVENT, B2B_3_18));
	ok(batch_new(&batch, 100, &error) == 0 &&
	   store_read_batch(store, batch, 100, &more, &error) == 0 &&
	   batch_understand(batch, &error) == 0, "a batch is read");
	batch_sort(batch);
	ok(store_write_batch(store, batch, 1, &more, &error) == 0 && more, "and begun to be written");
	change("UPDATE derived SET event_id = 1, delivery_id = 1");
	ok(store_write_batch(store, batch, 1000, &more, &error) == 0 && !more,
	   "meanwhile another process has done it");
	same(ask("SELECT count(*) FROM monitor_day"), "0", "then this one does not count it too");
	same(ask("SELECT count(*) FROM reading"), "1", "what it writes twice is the same");
	batch_free(batch);
	store_close(store);
}

/* What was read for another cursor is not written at all. */
static void dropped(void)
{
	struct store *store;
	struct batch *batch = NULL;
	bool more;

	new_database("dropped.db");
	store_open(&store, path, 1000, &error);
	keep(store, deliver(EVENT, B2B_3_18));
	ok(batch_new(&batch, 100, &error) == 0 &&
	   store_read_batch(store, batch, 100, &more, &error) == 0 &&
	   batch_understand(batch, &error) == 0, "a batch is read again");
	batch_sort(batch);
	change("UPDATE derived SET event_id = 1");
	ok(store_write_batch(store, batch, 1000, &more, &error) == 0 && !more,
	   "before it is written another process moves the cursor");
	same(ask("SELECT count(*) FROM reading"), "0", "then nothing of it is written");
	batch_free(batch);
	store_close(store);
}

/* The columns that the contract's tables name are those of the schema, in their order. */
static void typed_columns(void)
{
	static const struct {
		const char *table;
		enum thing_kind kind;
	} THINGS[] = {
		{"alert", THING_ALERT}, {"trip", THING_TRIP}, {"collision", THING_COLLISION},
		{"alarm", THING_ALARM}, {"theft", THING_THEFT},
	};
	char sql[256];
	int keys;

	new_database("columns.db");
	ok(atoi(ask("SELECT count(*) - 1 FROM pragma_table_info('reading')")) == READING_COUNT,
	   "reading has a column for each reading");
	for (int i = 0; i < READING_COUNT; i++) {
		snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('reading') "
		         "WHERE cid = %d", i + 1);
		same(ask(sql), reading_name((enum reading)i), "reading, in this order");
	}
	for (size_t t = 0; t < sizeof THINGS / sizeof *THINGS; t++) {
		const char *const *columns = thing_columns(THINGS[t].kind, &keys);

		for (int i = 0; columns[i] != NULL; i++) {
			snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s') "
			         "WHERE cid = %d", THINGS[t].table, i + 1);
			same(ask(sql), columns[i], THINGS[t].table);
		}
	}
}

static int open_fails(enum error_code code, const char *advice)
{
	struct store *store = NULL;
	int good = store_open(&store, path, 100, &error) != 0 && error.code == code &&
	           strstr(error.text, path) && strstr(error.text, advice);

	if (!good)
		printf("# %s\n", store ? "it opened" : error.text);
	store_close(store);
	return good;
}

static void refusals(void)
{
	struct store *store;
	FILE *file;

	new_file("missing.db");
	ok(open_fails(ERROR_DB_MISSING, "carhook init"), "a missing file says how to make it");
	ok(access(path, F_OK) != 0, "and is not made by the way");
	new_file("text.db");
	file = fopen(path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("this is no database\n", file);
	fclose(file);
	ok(open_fails(ERROR_DB_CORRUPT, "no SQLite database"), "a text file is refused");
	new_file("other.db");
	change("CREATE TABLE t(x)");
	ok(open_fails(ERROR_DB_CORRUPT, "not a carhook database"),
	   "another program's database is refused");
	same(ask("PRAGMA journal_mode"), "delete", "and not changed");
	new_database("newer.db");
	change("PRAGMA user_version = 99");
	ok(open_fails(ERROR_DB_VERSION, "newer carhook"), "a newer schema is refused");
	new_database("locked.db");
	store_open(&store, path, 100, &error);
	sqlite3 *holder = outsider_open(path);
	sqlite3_exec(holder, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	ok(store_begin(store, &error) != 0 && error.code == ERROR_DB_BUSY,
	   "a lock held for longer than busy_timeout is said");
	sqlite3_exec(holder, "COMMIT", NULL, NULL, NULL);
	ok(keep(store, deliver(EVENT, B2B_3_18)) == 0, "and storing goes on when it is gone");
	sqlite3_close(holder);
	unlink(path);
	ok(store_begin(store, &error) != 0 && error.code == ERROR_DB_MISSING,
	   "a file moved away under the store is noticed");
	store_close(store);
}

static void migration(void)
{
	struct database *database;
	char copy[400];
	sqlite3 *handle;

	new_file("old.db");
	handle = outsider_open(path);
	sqlite3_exec(handle, SQL_SCHEMA[0], NULL, NULL, NULL);
	sqlite3_exec(handle, "PRAGMA application_id = 1667330664; PRAGMA user_version = 1;"
	             "INSERT INTO source VALUES (1, 'old', 'b2b-2.0')", NULL, NULL, NULL);
	sqlite3_close(handle);
	ok(open_fails(ERROR_DB_VERSION, "carhook init"), "an older schema says what to do");
	ok(database_open(&database, path, DATABASE_CREATE, 1000, &error) == 0,
	   "carhook init brings it up to date");
	database_close(database);
	same(ask("SELECT name FROM source"), "old", "what it held is still there");
	snprintf(copy, sizeof copy, "%s.before-schema-2", path);
	ok(access(copy, F_OK) == 0, "and a copy of the old file lies beside it");
	ok(database_open(&database, path, DATABASE_CREATE, 1000, &error) == 0,
	   "doing it again changes nothing");
	database_close(database);
}

/* Every statement finds what it needs by an index: no full scan of a table. */
static void plans(void)
{
	static const struct {
		const char *name, *sql;
	} QUERIES[] = {
		{"select-event-identity", SQL_SELECT_EVENT_IDENTITY},
		{"insert-event", SQL_INSERT_EVENT},
		{"insert-redelivery", SQL_INSERT_REDELIVERY},
		{"update-finding", SQL_UPDATE_FINDING},
		{"insert-finding", SQL_INSERT_FINDING},
		{"count-findings", SQL_COUNT_FINDINGS},
		{"insert-quarantine", SQL_INSERT_QUARANTINE},
		{"insert-source", SQL_INSERT_SOURCE},
		{"insert-delivery", SQL_INSERT_DELIVERY},
		{"update-delivery", SQL_UPDATE_DELIVERY},
		{"select-underived", SQL_SELECT_UNDERIVED},
		{"insert-vehicle", SQL_INSERT_VEHICLE},
		{"insert-timeline", SQL_INSERT_TIMELINE},
		{"insert-reading", SQL_INSERT_READING},
		{"insert-latest", SQL_INSERT_LATEST},
		{"insert-alert", SQL_INSERT_ALERT},
		{"insert-trip", SQL_INSERT_TRIP},
		{"count-monitor-day", SQL_COUNT_MONITOR_DAY},
		{"select-deliveries", SQL_SELECT_DELIVERIES},
		{"count-delivery-hour", SQL_COUNT_DELIVERY_HOUR},
		{"one vehicle's timeline", "SELECT * FROM vehicle_timeline WHERE vin = ?1 "
		                           "AND at BETWEEN ?2 AND ?3 ORDER BY at"},
		{"one remote action", "SELECT * FROM remote_action WHERE action_id = ?1"},
		{"one vehicle's position", "SELECT * FROM latest_position WHERE vin = ?1"},
	};
	sqlite3 *handle;

	new_database("plans.db");
	handle = outsider_open(path);
	for (size_t i = 0; i < sizeof QUERIES / sizeof *QUERIES; i++) {
		char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", QUERIES[i].sql);
		sqlite3_stmt *statement = NULL;
		int good = sqlite3_prepare_v2(handle, explain, -1, &statement, NULL) == SQLITE_OK;

		while (good && sqlite3_step(statement) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(statement, 3);

			/* A scan of a subquery's few rows is none of a table. */
			if (strncmp(detail, "SCAN ", 5) == 0 && strncmp(detail, "SCAN a", 6) != 0 &&
			    strcmp(detail, "SCAN r") != 0 &&   /* the runs of the timeline are few */
			    !strstr(detail, "CONSTANT ROW")) {
				printf("# %s: %s\n", QUERIES[i].name, detail);
				good = 0;
			}
		}
		ok(good, QUERIES[i].name);
		sqlite3_finalize(statement);
		sqlite3_free(explain);
	}
	sqlite3_close(handle);
}

int main(void)
{
	const char *base = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%s/store-test.XXXXXX", base ? base : "/tmp");
	if (mkdtemp(folder) == NULL)
		return 1;
	events_once();
	uncommitted();
	ids_given_once();
	undated();
	findings();
	quarantine();
	derived();
	counted_once();
	dropped();
	typed_columns();
	refusals();
	migration();
	plans();
	arena_free(&arena);
	snprintf(path, sizeof path, "rm -rf '%s'", folder);
	return tap_done() | (system(path) != 0);
}

#include "store/store.h"

#include <stdlib.h>

#include "store/finding-rows.h"
#include "store/source-rows.h"
#include "store/sql.h"
#include "store/statement.h"

/* Rows that store_derive reads or writes at a time, so that others may write between. */
#define DERIVE_ROWS 1000

enum statement {
	BEGIN, COMMIT, TOUCH, INSERT_DELIVERY, UPDATE_DELIVERY, INSERT_EVENT,
	SELECT_EVENT_IDENTITY, SELECT_REMOVED_EVENT, INSERT_REDELIVERY,
	INSERT_QUARANTINE, RELEASE_QUARANTINE, SELECT_BACKLOG,
	STATEMENT_COUNT,
};

static const char *const STATEMENTS[STATEMENT_COUNT] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[TOUCH] = SQL_TOUCH,
	[INSERT_DELIVERY] = SQL_INSERT_DELIVERY,
	[UPDATE_DELIVERY] = SQL_UPDATE_DELIVERY,
	[INSERT_EVENT] = SQL_INSERT_EVENT,
	[SELECT_EVENT_IDENTITY] = SQL_SELECT_EVENT_IDENTITY,
	[SELECT_REMOVED_EVENT] = SQL_SELECT_REMOVED_EVENT,
	[INSERT_REDELIVERY] = SQL_INSERT_REDELIVERY,
	[INSERT_QUARANTINE] = SQL_INSERT_QUARANTINE,
	[RELEASE_QUARANTINE] = SQL_RELEASE_QUARANTINE,
	[SELECT_BACKLOG] = SQL_SELECT_BACKLOG,
};

struct store {
	struct database *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	struct source_rows *sources;
	struct finding_rows *findings;
	struct derivation *derivation;
	int64_t removed_event;       /* the last id, if its event is removed; else 0 */
	int wal_pages;               /* after the last commit */
};

/* ---- Opening and closing ---- */

/* Nobody asks how much memory SQLite uses, and to count it every allocation of every
 * thread would take one lock. */
void store_initialise(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int store_open(struct store **out, const char *path, int busy_timeout_ms,
               struct error *error)
{
	struct store *store = calloc(1, sizeof *store);

	if (store == NULL)
		return error_set(error, ERROR_MEMORY, "no memory to open the database");
	if (database_open(&store->database, path, DATABASE_WRITE, busy_timeout_ms, error) != 0)
		goto failed;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (database_prepare(store->database, STATEMENTS[i], &store->statements[i],
		                     error) != 0)
			goto failed;
	if (source_rows_new(&store->sources, store->database, error) != 0 ||
	    finding_rows_new(&store->findings, store->database, error) != 0 ||
	    derivation_new(&store->derivation, store->database, error) != 0)
		goto failed;
	*out = store;
	return 0;
failed:
	store_close(store);
	return -1;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(store->statements[i]);
	source_rows_free(store->sources);
	finding_rows_free(store->findings);
	derivation_free(store->derivation);
	database_close(store->database);
	free(store);
}

/* ---- Transactions ---- */

/* No id is given twice, not even that of an event that was the last when it was removed:
 * who follows the events would miss the new one. */
static int find_removed_event(struct store *store, struct error *error)
{
	store->removed_event = 0;
	return statement_run_int(store->database, store->statements[SELECT_REMOVED_EVENT],
	                         "cannot find the last event", &store->removed_event, error);
}

int store_begin(struct store *store, struct error *error)
{
	if (database_still_there(store->database, error) != 0) {
		/* What was acknowledged and stands in the log only is put into the file that
		 * was moved away, before a new one takes over the log's name. */
		sqlite3_wal_checkpoint_v2(store->database->handle, NULL,
		                          SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		return -1;
	}
	if (statement_run(store->database, store->statements[BEGIN], "cannot begin", error) != 0)
		return -1;
	return find_removed_event(store, error);
}

int store_commit(struct store *store, struct error *error)
{
	return statement_run(store->database, store->statements[COMMIT], "cannot commit", error);
}

int store_touch(struct store *store, struct error *error)
{
	return statement_run(store->database, store->statements[TOUCH], "cannot write", error);
}

void store_rollback(struct store *store)
{
	source_rows_forget(store->sources);
	if (!sqlite3_get_autocommit(store->database->handle))
		sqlite3_exec(store->database->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- Deriving and checkpoints ---- */

int store_read_batch(struct store *store, struct batch *batch, unsigned events, bool *more,
                     struct error *error)
{
	return derivation_read(store->derivation, batch, events, more, error);
}

int store_write_batch(struct store *store, struct batch *batch, unsigned rows, bool *more,
                      struct error *error)
{
	return derivation_write(store->derivation, batch, rows, more, error);
}

int store_derive(struct store *store, unsigned events, unsigned *done, struct error *error)
{
	struct batch *batch;
	int result;

	*done = 0;
	if (batch_new(&batch, events, error) != 0)
		return -1;
	result = derivation_run(store->derivation, batch, DERIVE_ROWS, error);
	if (result == 0)
		*done = batch_count(batch);
	batch_free(batch);
	return result;
}

int store_backlog(struct store *store, size_t *events, struct error *error)
{
	int64_t count = 0;
	int result = statement_run_int(store->database, store->statements[SELECT_BACKLOG],
	                               "cannot count what is not derived", &count, error);

	*events = count > 0 ? (size_t)count : 0;
	return result;
}

static int note_wal_pages(void *argument, sqlite3 *handle, const char *name, int pages)
{
	struct store *store = argument;

	(void)handle;
	(void)name;
	store->wal_pages = pages;
	return SQLITE_OK;
}

/* The hook takes the place of SQLite's own, which checkpoints inside a commit. */
void store_checkpoint_by_hand(struct store *store)
{
	sqlite3_wal_hook(store->database->handle, note_wal_pages, store);
}

int store_wal_pages(const struct store *store)
{
	return store->wal_pages;
}

int store_checkpoint(struct store *store, struct error *error)
{
	int result;

	if (database_still_there(store->database, error) != 0)
		return -1;
	result = sqlite3_wal_checkpoint_v2(store->database->handle, NULL,
	                                   SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	/* Busy: another process does it. */
	return result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY ? 0
		: database_error(store->database, "cannot checkpoint", error);
}

/* ---- Findings ---- */

/* What the rows of one delivery have in common. */
struct row_context {
	struct store *store;
	const struct delivery *delivery;
	int64_t source_id, delivery_id;
};

static int store_findings(struct row_context *row, const struct findings *findings,
                          int64_t event_id, struct error *error)
{
	const struct finding_origin origin = {
		.source_id = row->source_id, .delivery_id = row->delivery_id,
		.event_id = event_id, .received_ms = row->delivery->received_ms,
	};

	return finding_rows_add(row->store->findings, findings, &origin, error);
}

/* ---- Events ---- */

static void bind_event_time(sqlite3_stmt *statement, int index, const struct event *event)
{
	if (event->dated)
		statement_bind_time(statement, index, event->date_ms);
	else
		sqlite3_bind_null(statement, index);
}

static void bind_event(const struct row_context *row, sqlite3_stmt *s,
                       const struct event *event, const unsigned char *digest)
{
	sqlite3_bind_int64(s, 1, row->delivery_id);
	sqlite3_bind_int64(s, 2, row->source_id);
	sqlite3_bind_text(s, 3, event->kind == EVENT_REMOTE ? "remote" : "monitor", -1,
	                  SQLITE_STATIC);
	statement_bind_text(s, 4, event->monitor_id);
	statement_bind_text(s, 5, event->action_id);
	statement_bind_text(s, 6, event->callback_id);
	statement_bind_text(s, 7, event->vin);
	statement_bind_text(s, 8, event->fleet_id);
	bind_event_time(s, 9, event);
	statement_bind_time(s, 10, row->delivery->received_ms);
	if (event->refresh < 0)
		sqlite3_bind_null(s, 11);
	else
		sqlite3_bind_int(s, 11, event->refresh);
	sqlite3_bind_blob(s, 12, digest, IDENTITY_SIZE, SQLITE_STATIC);
	statement_bind_text(s, 13, event->json);
	if (row->store->removed_event > 0)
		sqlite3_bind_int64(s, 14, row->store->removed_event + 1);
	else
		sqlite3_bind_null(s, 14);
}

/* Appends the event; *is_new is false when the identity is known. */
static int append_event(const struct row_context *row, const struct event *event,
                        const unsigned char *digest, bool *is_new, struct error *error)
{
	struct store *store = row->store;
	sqlite3_stmt *statement = store->statements[INSERT_EVENT];

	bind_event(row, statement, event, digest);
	if (statement_run(store->database, statement, "cannot store an event", error) != 0)
		return -1;
	*is_new = sqlite3_changes(store->database->handle) > 0;
	if (*is_new)
		store->removed_event = 0;    /* SQLite's next is the last one's */
	return 0;
}

/* The event whose identity is known, and whether another vehicle has sent it. */
static int find_event(const struct row_context *row, const struct event *event,
                      const unsigned char *digest, int64_t *id, bool *other_vehicle,
                      struct error *error)
{
	struct store *store = row->store;
	sqlite3_stmt *find = store->statements[SELECT_EVENT_IDENTITY];

	bind_event_time(find, 1, event);
	sqlite3_bind_blob(find, 2, digest, IDENTITY_SIZE, SQLITE_STATIC);
	statement_bind_text(find, 3, event->vin);
	if (sqlite3_step(find) == SQLITE_ROW) {
		*id = sqlite3_column_int64(find, 0);
		*other_vehicle = sqlite3_column_int(find, 1) == 1;
	}
	return sqlite3_reset(find) == SQLITE_OK
	       ? 0 : database_error(store->database, "cannot find an event", error);
}

static int count_redelivery(const struct row_context *row, int64_t event_id,
                            struct error *error)
{
	sqlite3_stmt *count = row->store->statements[INSERT_REDELIVERY];

	sqlite3_bind_int64(count, 1, event_id);
	statement_bind_time(count, 2, row->delivery->received_ms);
	sqlite3_bind_int64(count, 3, row->delivery_id);
	return statement_run(row->store->database, count, "cannot count a redelivery", error);
}

/* What has the identity of a known event is that event, unless two VINs say otherwise:
 * then it has its second identity, which may be known in its turn. */
static int store_known_event(const struct row_context *row, const struct event *event,
                             bool *is_new, struct error *error)
{
	unsigned char second[IDENTITY_SIZE];
	bool other_vehicle = false;
	int64_t id = 0;

	if (find_event(row, event, event->digest, &id, &other_vehicle, error) != 0)
		return -1;
	if (other_vehicle) {
		identity_of_vehicle(second, event->digest, event->vin);
		if (append_event(row, event, second, is_new, error) != 0)
			return -1;
		if (*is_new)
			return 0;
		if (find_event(row, event, second, &id, &other_vehicle, error) != 0)
			return -1;
	}
	return count_redelivery(row, id, error);
}

static int store_event(struct row_context *row, const struct event *event, bool *is_new,
                       struct error *error)
{
	if (append_event(row, event, event->digest, is_new, error) != 0 ||
	    (!*is_new && store_known_event(row, event, is_new, error) != 0))
		return -1;
	return !*is_new ? 0 : store_findings(
		row, &event->findings, sqlite3_last_insert_rowid(row->store->database->handle),
		error);
}

static int store_events(struct row_context *row, struct delivery *delivery,
                        struct error *error)
{
	delivery->stored = delivery->redelivered = 0;
	for (size_t i = 0; i < delivery->event_count; i++) {
		bool is_new = false;

		if (store_event(row, &delivery->events[i], &is_new, error) != 0)
			return -1;
		delivery->stored += is_new;
		delivery->redelivered += !is_new;
	}
	return 0;
}

/* ---- Quarantine ---- */

static int store_reject(const struct row_context *row, const struct reject *reject,
                        struct error *error)
{
	sqlite3_stmt *statement = row->store->statements[INSERT_QUARANTINE];
	unsigned char digest[IDENTITY_SIZE];

	identity_of_bytes(digest, reject->bytes);
	sqlite3_bind_int64(statement, 1, row->source_id);
	statement_bind_text(statement, 2, text_of(reject->reason));
	statement_bind_text(statement, 3, text_of(reject->path));
	statement_bind_time(statement, 4, row->delivery->received_ms);
	sqlite3_bind_int64(statement, 5, row->delivery_id);
	sqlite3_bind_blob(statement, 6, digest, IDENTITY_SIZE, SQLITE_STATIC);
	sqlite3_bind_blob(statement, 7, reject->bytes.length ? reject->bytes.at : "",
	                  (int)reject->bytes.length, SQLITE_STATIC);
	statement_bind_text(statement, 8, row->delivery->vin);
	return statement_run(row->store->database, statement, "cannot quarantine a part", error);
}

int store_release(struct store *store, int64_t quarantine_id, bool *was_there,
                  struct error *error)
{
	sqlite3_stmt *statement = store->statements[RELEASE_QUARANTINE];

	sqlite3_bind_int64(statement, 1, quarantine_id);
	if (statement_run(store->database, statement, "cannot release from quarantine", error) != 0)
		return -1;
	*was_there = sqlite3_changes(store->database->handle) > 0;
	return 0;
}

/* ---- Deliveries ---- */

static const char *outcome_of(size_t stored, size_t redelivered, size_t quarantined)
{
	if (stored + redelivered == 0)
		return quarantined ? "quarantined" : "empty";
	if (quarantined || (stored && redelivered))
		return "mixed";
	return stored ? "stored" : "redelivered";
}

static int insert_delivery(struct row_context *row, struct error *error)
{
	const struct delivery *d = row->delivery;
	sqlite3_stmt *s = row->store->statements[INSERT_DELIVERY];

	sqlite3_bind_int64(s, 1, row->source_id);
	statement_bind_time(s, 2, d->received_ms);
	statement_bind_text(s, 3, text_of(d->shape));
	statement_bind_text(s, 4, text_of(outcome_of(d->event_count, 0, d->reject_count)));
	sqlite3_bind_int(s, 5, d->status);
	sqlite3_bind_int64(s, 6, (int64_t)d->bytes);
	sqlite3_bind_int64(s, 7, (int64_t)d->event_count);
	sqlite3_bind_int64(s, 8, (int64_t)d->reject_count);
	sqlite3_bind_int64(s, 9, d->finding_count);
	statement_bind_text(s, 10, d->envelope);
	if (statement_run(row->store->database, s, "cannot store a delivery", error) != 0)
		return -1;
	row->delivery_id = sqlite3_last_insert_rowid(row->store->database->handle);
	return 0;
}

static int update_delivery(const struct row_context *row, struct error *error)
{
	const struct delivery *d = row->delivery;
	sqlite3_stmt *s = row->store->statements[UPDATE_DELIVERY];

	sqlite3_bind_int64(s, 1, row->delivery_id);
	statement_bind_text(s, 2,
	                    text_of(outcome_of(d->stored, d->redelivered, d->reject_count)));
	sqlite3_bind_int64(s, 3, (int64_t)d->stored);
	sqlite3_bind_int64(s, 4, (int64_t)d->redelivered);
	return statement_run(row->store->database, s, "cannot update a delivery", error);
}

int store_delivery(struct store *store, struct delivery *delivery, struct error *error)
{
	struct row_context row = {.store = store, .delivery = delivery};

	if (source_rows_id(store->sources, delivery->source, delivery->edition, &row.source_id,
	                   error) != 0 ||
	    insert_delivery(&row, error) != 0 || store_events(&row, delivery, error) != 0)
		return -1;
	for (size_t i = 0; i < delivery->reject_count; i++)
		if (store_reject(&row, &delivery->rejects[i], error) != 0)
			return -1;
	/* A redelivery finds nothing new about the envelope either. */
	if ((delivery->stored > 0 || delivery->event_count == 0) &&
	    store_findings(&row, delivery->findings, 0, error) != 0)
		return -1;
	return delivery->redelivered > 0 ? update_delivery(&row, error) : 0;
}

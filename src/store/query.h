/* query.h: what people ask the database. Reads only, and is no obstacle to a writer.
 *
 * A query is a connection with its statements, used by one thread. */
#ifndef CARHOOK_QUERY_H
#define CARHOOK_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "store/query-filter.h"

struct query;
struct database;

/* One stored event, in the words of 001-events.sql. Absent texts are TEXT_NONE. */
struct query_event {
	int64_t id;
	struct text received_at, event_at, source, kind;
	struct text monitor_id, action_id, callback_id, vin, fleet_id;
	int refresh;              /* 1 reminder, 0 first, -1 not sent */
	struct text json;
	int64_t redeliveries;     /* how often it came again */
};

/* Gets one event; its texts live until it returns. -1 ends the asking. */
typedef int query_taker(void *context, const struct query_event *event);

struct query_counts {
	int64_t events, deliveries, findings, quarantined;
	char last_delivery[CLOCK_TEXT_SIZE];   /* when the last request came; "" never */
};

/* Opens the database for reading. On -1 (ERROR_DB_*, ERROR_MEMORY) *out is untouched. */
int query_open(struct query **out, const char *path, int busy_timeout_ms,
               struct error *error);

/* From now on all questions are answered as of one moment, until it is closed. */
int query_hold(struct query *query, struct error *error);

/* Closes; NULL is legal. */
void query_close(struct query *query);

/* From now on `watch` is called every few milliseconds of a question; not 0 ends it. */
void query_watch(struct query *query, int (*watch)(void *context), void *context);

/* The id before the last `count` of the events that pass the filter: where a tail of that
 * length begins. */
int query_tail(struct query *query, const struct question_filter *filter, int64_t count,
               int64_t *after, struct error *error);

/* Gives the events behind the id `after` that pass the filter (its limit, operand and `all`
 * are not looked at), at most `limit`, in the order they were stored. `*after` becomes the
 * last one's id, or the last of the log when there are no more; `*taken` how many there
 * were. -1 with an error, or as soon as `take` returns it (the error is then untouched). */
int query_events(struct query *query, const struct question_filter *filter, int64_t *after,
                 int64_t limit, query_taker *take, void *context, int64_t *taken,
                 struct error *error);

/* Whether the event `id`, received then (TEXT_NONE: not known when), can have been one of this
 * log, in which *last is the last id that was given. One that was removed since can. */
int query_knows_event(struct query *query, int64_t id, struct text received_at, bool *known,
                      int64_t *last, struct error *error);

/* How many rows of each kind there are. Reads whole tables' indexes: for people. */
int query_count(struct query *query, struct query_counts *counts, struct error *error);

/* The id of the last event, 0 without one; how many vehicles there are. Both are quick: they
 * say how far there is to go. */
int query_last_event(struct query *query, int64_t *id, struct error *error);
int query_count_vehicles(struct query *query, int64_t *count, struct error *error);

/* Whether the file is in WAL mode, in which readers and the writer do not wait for
 * each other. */
int query_is_wal(struct query *query, bool *wal, struct error *error);

/* Whether the file at the path is still the one that is open: -1 when it was moved or
 * replaced, and nothing new can appear. */
int query_still_there(const struct query *query, struct error *error);

/* The connection, for the files of this folder; it lives as long as the query. */
struct database *query_database(struct query *query);

#endif

/* batch.h: events of the log on their way to the derived tables.
 *
 * Used by the files of this folder only; derive.h is for everybody else. */
#ifndef CARHOOK_BATCH_H
#define CARHOOK_BATCH_H

#include "contract/typed.h"
#include "store/derive.h"
#include "store/statement.h"

/* What is kept of an event until the whole batch is written: what its vehicle's rows and
 * the counts are made of. Its texts lie in the batch's arena. */
struct derived_event {
	int64_t id, source_id;
	bool is_remote, is_reminder;
	struct text monitor_id, vin, fleet_id, at, received_at;
	struct text position_at;             /* of the position, if that is known */
	struct fact_position position;
	struct told *told;
	size_t told_count;
};

/* An event whose own rows are to be written. Its texts lie in the arena of what is being
 * read. */
struct read_event {
	struct derived_event *event;
	enum edition edition;
	struct text action_id, json;
	struct facts facts;
	struct thing *things;
};

/* The rows are written in this order: those of the events while more of them are read,
 * the others when all are. */
enum stage { STAGE_EVENTS, STAGE_TIMELINE, STAGE_VEHICLES, STAGE_COUNTS, STAGE_DONE };

struct batch {
	struct arena arena;                  /* of what is kept until the batch is written */
	struct derived_event *events;
	unsigned room, count;
	bool full;                           /* it ends, though the log may go on */
	struct arena reading;                /* of the events that were read last */
	struct read_event *read;             /* these */
	unsigned read_count, understood;
	struct derived_event **by_vehicle;   /* those with a VIN: by VIN, then time */
	unsigned vehicle_events;
	struct derived_event **by_monitor;   /* monitor events: by monitor, day and source */
	unsigned monitor_events;
	int64_t cursor, delivery_cursor;     /* where the derivation stood */
	int64_t delivery_end;                /* up to where deliveries are counted with it */
	bool sorted;                         /* all events are read */
	enum stage stage;
	unsigned written;                    /* events done in this stage, or of those read */
};

/* Makes room for `events` events to be read, in the place of those read before. */
int batch_read_next(struct batch *batch, unsigned events, struct error *error);

/* Adds the event of a row of select-underived.sql. */
int batch_add(struct batch *batch, sqlite3_stmt *row, struct error *error);

/* Whether two monitor events are counted in the same row of monitor_day. */
bool batch_same_day(const struct derived_event *a, const struct derived_event *b);

#endif

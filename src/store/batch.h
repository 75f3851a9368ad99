/* batch.h: events of the log on their way to the derived tables.
 *
 * Used by the files of this folder only; derive.h is for everybody else. */
#ifndef CARHOOK_BATCH_H
#define CARHOOK_BATCH_H

#include "contract/typed.h"
#include "store/derive.h"
#include "store/statement.h"

/* An event of the log, read. Its texts lie in the batch's arena. */
struct derived_event {
	int64_t id, source_id;
	bool is_remote, is_reminder;
	enum edition edition;
	struct text monitor_id, action_id, vin, fleet_id, at, received_at;
	struct text position_at;     /* of facts.position, if that is known */
	struct facts facts;
	struct told *told;
	size_t told_count;
	struct thing *things;
	struct text json;            /* until it is understood */
};

/* The rows are written in this order. */
enum stage { STAGE_EVENTS, STAGE_TIMELINE, STAGE_VEHICLES, STAGE_COUNTS, STAGE_DONE };

struct batch {
	struct arena arena;                  /* of what is kept until the batch is written */
	struct arena reading;                /* of JSON, until it is understood */
	struct derived_event *events;
	unsigned room, count, understood;
	struct derived_event **by_vehicle;   /* those with a VIN: by VIN, then time */
	unsigned vehicle_events;
	struct derived_event **by_monitor;   /* monitor events: by monitor, day and source */
	unsigned monitor_events;
	int64_t cursor, delivery_cursor;     /* where the derivation stood */
	int64_t delivery_end;                /* up to where deliveries are counted with it */
	enum stage stage;
	unsigned written;                    /* events done in this stage */
};

/* Adds the event of a row of select-underived.sql. */
int batch_add(struct batch *batch, sqlite3_stmt *row, struct error *error);

/* Whether two monitor events are counted in the same row of monitor_day. */
bool batch_same_day(const struct derived_event *a, const struct derived_event *b);

#endif

/* rederive.h: derives a vehicle's events once more, in a database beside that ends with it,
 * by the same code as the receiver; and compares what becomes of them with what is there,
 * or puts it in its place.
 *
 * One vehicle at a time, so that any number of them takes no memory. */
#ifndef CARHOOK_REDERIVE_H
#define CARHOOK_REDERIVE_H

#include <sqlite3.h>

#include "base/text.h"
#include "store/database.h"

/* The tables that are compared row by row. */
enum rederive_table {
	REDERIVE_VALUE, REDERIVE_READING, REDERIVE_TIMELINE, REDERIVE_STEP, REDERIVE_LATEST,
	REDERIVE_ALERT, REDERIVE_TRIP, REDERIVE_COLLISION, REDERIVE_ALARM, REDERIVE_THEFT,
	REDERIVE_VEHICLE, REDERIVE_TABLES
};

struct rederivation;

/* Beside `real`, which must outlive it and stay in one transaction. */
int rederivation_new(struct rederivation **out, struct database *real, struct error *error);
void rederivation_free(struct rederivation *rederivation);

/* The name of a table. */
const char *rederive_table_name(enum rederive_table table);

/* Takes an event: a row with the columns of the table event. */
int rederive_event(struct rederivation *rederivation, sqlite3_stmt *row,
                   struct error *error);

/* Derives the events taken, which are all that the log has of the vehicle (TEXT_NONE: all
 * that are nobody's), compares, and forgets them. Adds to differences how many rows of each
 * table are missing, too many or others. `partly`: the log lacks the vehicle's first
 * events; then what only these told is no difference. */
int rederive_compare(struct rederivation *rederivation, struct text vin, bool partly,
                     int64_t differences[REDERIVE_TABLES], struct error *error);

/* Makes anew what is known of the vehicle as such (its latest values, alerts, trips ...) in
 * the database at `path`, from the events that the log has of it, as far as they are
 * derived. What came of an event alone stays. Whoever calls it has the derive lock, so that
 * nobody derives meanwhile; it is written in one transaction. -1 with ERROR_DB_* or
 * ERROR_MEMORY: nothing is changed. */
int rederive_vehicle(const char *path, int busy_timeout_ms, struct text vin,
                     struct error *error);

#endif

/* delivery-hours.h: adds deliveries to the counts of their source, hour and outcome.
 *
 * SQLite's own GROUP BY would first sort them all; they come in the order of time, so that
 * neighbours mostly count together. Used by derived-rows.c only. */
#ifndef CARHOOK_DELIVERY_HOURS_H
#define CARHOOK_DELIVERY_HOURS_H

#include "store/statement.h"

/* Counts the deliveries behind the id `after`, up to `until`, in the open transaction.
 * `select` is select-deliveries.sql, `count` count-delivery-hour.sql; both are reset.
 * Returns -1 with ERROR_MEMORY or an error of the database; some may be counted then, and
 * the caller rolls back. The connection's thread. */
int delivery_hours_count(const struct database *database, sqlite3_stmt *select,
                         sqlite3_stmt *count, int64_t after, int64_t until,
                         struct error *error);

#endif

/* thing.h: what lives longer than an event: alerts, trips, collisions, alarms, thefts.
 *
 * Several events may tell of the same one. The columns of each kind are those of its
 * table in 002-derived.sql, between vin and first_at; a test compares the two. */
#ifndef CARHOOK_THING_H
#define CARHOOK_THING_H

#include "base/arena.h"
#include "contract/json.h"
#include "contract/reading.h"

enum thing_kind {
	THING_ALERT, THING_TRIP, THING_COLLISION, THING_ALARM, THING_THEFT, THING_KINDS
};

#define THING_CELLS_MAX 24

/* More litres or kWh than one trip can take. Up to b2b 3.18 and in b2c they are the
 * unit, in b2b 3.19 cL and Wh: a hundred or a thousand times as much (C14). The
 * bound is not per distance: a valid short trip can be a cold start that idled. */
#define TRIP_AMOUNT_MAX 2000

struct thing {
	enum thing_kind kind;
	struct cell cells[THING_CELLS_MAX];  /* in the order of the columns */
	struct thing *next;
};

/* The names of a kind's columns, ended by NULL; the first `*keys` of them tell, with the
 * vehicle, which thing it is, and are never NULL in the table. */
const char *const *thing_columns(enum thing_kind kind, int *keys);

/* Reads the object at `node` (contract section 15: Alert, Trip, Collision, Alarm's
 * trigger, Stolen). The edition decides units. Texts lie in the JSON or in `arena`. NULL
 * when memory is short. */
struct thing *thing_read(enum thing_kind kind, const struct json *json, uint32_t node,
                         enum edition edition, struct arena *arena);

/* Whether anything of it is known; of a trip, which one it is. The rest would be thrown
 * together with others of which nothing is. */
bool thing_is_told(const struct thing *thing);

/* A thing of which only one column is known, such as an alert's name. */
struct thing *thing_named(enum thing_kind kind, int column, struct cell cell,
                          struct arena *arena);

/* Columns that thing_named is asked for, or that values tell. */
enum { ALERT_TYPE = 0, TRIP_ID = 0, TRIP_STARTED_AT = 1, TRIP_STOPPED_AT = 2,
       TRIP_DURATION_S = 7, TRIP_DISTANCE_KM = 8,
       COLLISION_SIDES = 1, COLLISION_SEVERITIES = 2, COLLISION_SEVEREST = 3,
       ALARM_TYPE = 1 };

#endif

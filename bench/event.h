/*
 * event: numbered callbacks for measuring.
 *
 * Every event is a function of its number and the stream's start, so that each lane
 * is sent the same stream and no two events of a stream are alike. All events of a
 * kind have the same length, so that a request's Content-Length never changes.
 */
#ifndef EVENT_H
#define EVENT_H

#include <stddef.h>
#include <stdint.h>

enum event_kind {
	EVENT_MONITOR,        /* about 1 KB: a level, a position, doors, maintenance */
	EVENT_REMOTE_PENDING, /* the even numbers of a stream of remote events */
	EVENT_REMOTE_DONE,    /* the odd ones: the action of the number before ends */
	EVENT_ALERT           /* even numbers: an alert begins; odd: that of the number before
	                         ends, but every twentieth goes on */
};

/* Vehicles in the fleet that the events come from. */
#define EVENT_VEHICLES 10000

/* Numbers repeat from here on. */
#define EVENT_NUMBERS 10000000000u

#define EVENT_ID_LENGTH 42
#define EVENT_FLEET_LENGTH 24
#define EVENT_VIN_LENGTH 17
#define EVENT_DATE_LENGTH 24

/* What event number `number` says of itself; texts end with NUL. */
struct event_facts {
	char vin[EVENT_VIN_LENGTH + 1];
	char fleet_id[EVENT_FLEET_LENGTH + 1];
	char event_at[EVENT_DATE_LENGTH + 1];
};

/* When a stream's events happen. */
struct event_stream {
	int64_t start;     /* of its number 0, in milliseconds since 1970 */
	unsigned interval; /* from one event to the next, in microseconds */
};

/* Finds the places to fill; to be called once, before anything else. */
void event_prepare(void);

/* Length of each event of this kind, in bytes. */
size_t event_length(enum event_kind kind);

/* Writes the unfilled event to `to`, event_length(kind) bytes, without NUL. */
void event_lay(char *to, enum event_kind kind);

/*
 * Fills in event `number` where event_lay() was called before, as often as wanted.
 * 3 events in 100 come up to three days late. The date depends on the last eight
 * digits of the number only (so each seed of the generator begins at `start`).
 */
void event_fill(char *to, enum event_kind kind, uint64_t number,
                const struct event_stream *stream);

/* The same facts that event_fill() writes. */
void event_tell(struct event_facts *facts, uint64_t number,
                const struct event_stream *stream);

/* The id of the monitor or callback that sends request `request`; ends with NUL. */
void event_monitor_id(char to[EVENT_ID_LENGTH + 1], uint64_t request);

#endif

/* quarantine.h: reads what could not be read as events, one body at a time. */
#ifndef CARHOOK_QUARANTINE_H
#define CARHOOK_QUARANTINE_H

#include "base/arena.h"
#include "store/query.h"

/* A row of the table `quarantine`. Its texts lie in the arena it was read into. */
struct quarantined {
	int64_t id;
	const char *source, *reason, *path, *first_at;
	int64_t times;
	struct text vin;             /* the VIN attribute that came with it, or "" */
	struct text body;            /* as sent, the source's secrets masked */
};

/* Reads the first row with an id of at least `id`, of the source, if that is not NULL.
 * *found tells whether there is one. -1 with an error. */
int quarantine_read(struct query *query, int64_t id, const char *source,
                    struct arena *arena, struct quarantined *out, bool *found,
                    struct error *error);

/* The id of the last row; 0 when there is none. -1 with an error. */
int quarantine_last(struct query *query, int64_t *id, struct error *error);

#endif

/* geo.h: positions as GeoJSON (RFC 7946) and GPX 1.1, one by one or as tracks.
 *
 * Positions come in the order of ask-tracks.sql: by vehicle, then time. They are written
 * as they come, whatever their number. A vehicle's track is cut into segments: where a trip
 * begins or ends, and where nothing was told for half an hour. */
#ifndef CARHOOK_GEO_H
#define CARHOOK_GEO_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "store/question.h"

enum geo_format { GEO_POINTS, GEO_TRACKS, GEO_GPX };

struct geo {
	FILE *to;
	const struct geo_shape *shape;
	bool begun;                     /* there is a feature before the next */
	struct arena arena;             /* of the segment: */
	const char *vin, *trip, *first; /* its vehicle; NULL: there is no segment. Its trip;
	                                   NULL: none. Its first position, held back */
	char from[CLOCK_TEXT_SIZE], to_time[CLOCK_TEXT_SIZE];
	uint64_t points;                /* of the segment */
	int64_t last_ms;                /* when its last position was told */
};

void geo_begin(struct geo *geo, FILE *to, enum geo_format format);

/* Writes the position of a row of ask-tracks.sql. -1 when memory is short. Whether it could
 * be written, `ferror` tells. */
int geo_add(struct geo *geo, const struct question_cell *cells);

/* Writes what closes the file. */
void geo_end(struct geo *geo);

/* Frees what is held of a segment; harmless twice. */
void geo_free(struct geo *geo);

#endif

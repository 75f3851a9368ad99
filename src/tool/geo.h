/* geo.h: tracks as GeoJSON (RFC 7946) and GPX 1.1.
 *
 * Positions come in the order of ask-tracks.sql: by vehicle, then time. They are written
 * as they come, whatever their number. */
#ifndef CARHOOK_GEO_H
#define CARHOOK_GEO_H

#include <stdbool.h>
#include <stdio.h>

#include "store/question.h"

enum geo_format { GEO_POINTS, GEO_TRACKS, GEO_GPX };

struct geo {
	FILE *to;
	enum geo_format format;
	bool begun, in_vehicle;
	char vin[64], first[128];   /* of the vehicle; its first position, held back */
	int points;                 /* of the vehicle, or of the segment */
	int64_t last_ms;            /* when its last position was told */
};

void geo_begin(struct geo *geo, FILE *to, enum geo_format format);

/* Writes the position of a row of ask-tracks.sql. */
void geo_add(struct geo *geo, const struct question_cell *cells);

void geo_end(struct geo *geo);

#endif

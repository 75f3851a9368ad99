/* point.h: the coordinates of a GeoJSON point (RFC 7946 section 3.1.2). */
#ifndef CARHOOK_POINT_H
#define CARHOOK_POINT_H

#include "base/arena.h"
#include "contract/json.h"

struct point {
	double longitude, latitude;   /* degrees, WGS 84 */
	bool has_altitude;
	double altitude_m;
};

/* Reads the feature at `node`, an object with geometry.coordinates: [longitude, latitude
 * (, altitude)]. False when there is none or it is nowhere on Earth. */
bool point_read(struct point *point, const struct json *json, uint32_t node,
                struct arena *arena);

#endif

#include "contract/point.h"

#include "contract/literal.h"

static bool read_coordinates(struct point *point, const struct json *json, uint32_t array,
                             struct arena *arena)
{
	double number[3];
	uint32_t count = 0;
	bool comma;

	for (uint32_t i = json_first(json, array); i < json_end(json, array) && count < 3;
	     i = json_next(json, i), count++)
		if (!literal_number(json_string(json, i, arena, '?'), &number[count], &comma))
			break;
	if (count < 2 || number[0] < -180 || number[0] > 180 || number[1] < -90 || number[1] > 90)
		return false;
	*point = (struct point){.longitude = number[0], .latitude = number[1],
	                        .has_altitude = count > 2};
	if (count > 2)
		point->altitude_m = number[2];
	return true;
}

bool point_read(struct point *point, const struct json *json, uint32_t node,
                struct arena *arena)
{
	uint32_t geometry = json_member_of_kind(json, node, "geometry", JSON_OBJECT);
	uint32_t array;

	if (geometry == JSON_ABSENT)   /* as b2c 2019 requires it (contract C27) */
		geometry = json_member_of_kind(json, node, "Geometry", JSON_OBJECT);
	array = geometry == JSON_ABSENT ? JSON_ABSENT :
		json_member_of_kind(json, geometry, "coordinates", JSON_ARRAY);
	return array != JSON_ABSENT && read_coordinates(point, json, array, arena);
}

/* reading.h: the columns that an event's values and extensions become.
 *
 * The enum follows the columns of the table `reading` (002-derived.sql) behind its
 * event_id; a test compares the two. Units are in the names. */
#ifndef CARHOOK_READING_H
#define CARHOOK_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "contract/edition.h"

enum reading {
	READING_MILEAGE_KM, READING_SPEED_KMH, READING_ACCELERATION_MS2, READING_MOVING,
	READING_POWERTRAIN, READING_IGNITION, READING_DRIVING_MODE, READING_GEAR,
	READING_ENGINE_SPEED_RPM, READING_OIL_TEMP_C, READING_OIL_LEVEL_PERCENT,
	READING_COOLANT_TEMP_C, READING_COOLANT_LEVEL_PERCENT, READING_INTAKE_AIR_TEMP_C,
	READING_AUTONOMY_KM, READING_FUEL_LEVEL_PERCENT, READING_FUEL_AUTONOMY_KM,
	READING_FUEL_TOTAL_L, READING_FUEL_INSTANT_L_100KM, READING_HYDROGEN_LEVEL_PERCENT,
	READING_HYDROGEN_AUTONOMY_KM, READING_ELECTRIC_LEVEL_PERCENT,
	READING_ELECTRIC_AUTONOMY_KM, READING_BATTERY_CAPACITY_WH, READING_BATTERY_REMAINING_WH,
	READING_BATTERY_HEALTH_PERCENT, READING_BATTERY_RESISTANCE_PERCENT, READING_PLUGGED,
	READING_CHARGING, READING_CHARGING_TYPE, READING_CHARGING_MODE,
	READING_CHARGING_POWER_LEVEL, READING_CHARGING_RATE_KMH, READING_CHARGING_REMAINING_S,
	READING_CHARGING_START_S, READING_STARTER_BATTERY_PERCENT, READING_AIR_TEMP_C,
	READING_DAYLIGHT, READING_LOCKED_STATES, READING_OPEN_DOORS, READING_BELT_WARNING,
	READING_ECALL, READING_PRIVACY, READING_PRIVACY_REQUEST, READING_DAYS_BEFORE_MAINTENANCE,
	READING_MILEAGE_BEFORE_MAINTENANCE_KM, READING_PRECONDITIONING, READING_ALARM,
	READING_STOLEN, READING_TRIP_STATE, READING_TRIP_DISTANCE_KM, READING_TRIP_DURATION_S,
	READING_COUNT
};

/* What a cell of a typed column holds. */
enum cell_kind { CELL_NONE, CELL_NUMBER, CELL_TRUTH, CELL_TEXT };

struct cell {
	enum cell_kind kind;
	union {
		double number;       /* of CELL_NUMBER; of CELL_TRUTH 0 or 1 */
		struct text text;    /* of CELL_TEXT */
	};
};

/* The column's name, such as "mileage_km". */
const char *reading_name(enum reading reading);

/* Whether the number can be a reading. What cannot is the sender's "no data": 215.0 for
 * a temperature, 255 for a percentage (seen in public: real status objects). */
bool reading_is_possible(enum reading reading, double number);

/* What one of the unit that the edition's texts have is in the unit of the column. One
 * edition has one unit, whichever member tells the reading (contract C14). */
double reading_unit(enum reading reading, enum edition edition);

#endif

/* facts.h: what a stored event says, for the derived tables.
 *
 * Reads both spellings of everything the vendor renamed (contract sections 12 and
 * 16). What cannot be understood is left out here and stays in the event's JSON. */
#ifndef CARHOOK_FACTS_H
#define CARHOOK_FACTS_H

#include "contract/event.h"

struct fact_value {          /* an item of values[] */
	struct text data, type, literal, previous;
	bool is_number;          /* the literal is a number */
	double number;
	uint32_t objects;        /* node of objectValue or objectValues, or JSON_ABSENT */
};

struct fact_position {       /* the newest GeoJSON position among the extensions */
	bool known;
	bool dated;
	int64_t date_ms;         /* UTC milliseconds: createdAt, else updatedAt */
	double longitude, latitude;                    /* degrees */
	bool has_altitude, has_heading, has_quality;
	double altitude_m, heading_deg;
	int64_t quality;
	struct text fix;         /* Acquire, Estimated (the older spellings too) */
};

struct fact_step {           /* what a remote event reports */
	struct text remote_type, type, status, failure_cause, feedback_detail;
};

struct facts {
	struct fact_value *values;
	size_t value_count;
	struct fact_position position;
	struct fact_step step;   /* all TEXT_NONE for a monitor event */
};

/* Reads the JSON of a stored event: an item of events[], or a whole message. Texts
 * lie in `json` or `arena`. -1 with ERROR_NOT_JSON, ERROR_LIMIT or ERROR_MEMORY. */
int facts_read(struct facts *facts, struct text json, uint32_t depth, uint32_t nodes,
               struct arena *arena, struct error *error);

/* The same of an event whose JSON is read. Gives the node of its content: the item of
 * events[] itself, or what the message holds. */
int facts_from(struct facts *facts, const struct json *json, uint32_t *content,
               struct arena *arena, struct error *error);

#endif

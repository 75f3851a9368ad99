/* facts.h: what a stored event says, for the derived tables.
 *
 * Reads both spellings of everything the vendor renamed (contract sections 12 and
 * 16). What cannot be understood is left out here and stays in the event's JSON. */
#ifndef CARHOOK_FACTS_H
#define CARHOOK_FACTS_H

#include "contract/event.h"
#include "contract/remote-step.h"

struct fact_value {          /* a value of an item of values[], which has one or a list */
	struct text data, type, literal, previous;
	bool is_composite;       /* the literal is JSON of objects */
	bool is_number;          /* the literal is a number */
	double number;
	uint32_t objects;        /* node of objectValue or objectValues, or JSON_ABSENT */
	uint32_t list;           /* node of the list its literal is in, or JSON_ABSENT */
	unsigned in_list;        /* which of it, from 0 on */
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

struct facts {
	struct fact_value *values;
	size_t value_count;
	struct fact_position position;
	struct fact_step step;   /* all TEXT_NONE for a monitor event */
};

/* Reads the JSON of a stored event: an item of events[], or a whole message, of which the
 * kind tells which of its events is meant, should it have both. Texts lie in `json` or
 * `arena`. -1 with ERROR_NOT_JSON, ERROR_LIMIT or ERROR_MEMORY. */
int facts_read(struct facts *facts, struct text json, enum event_kind kind, uint32_t depth,
               uint32_t nodes, struct arena *arena, struct error *error);

/* The same of an event whose JSON is read. Gives the node of its content: the item of
 * events[] itself, or what the message holds. */
int facts_from(struct facts *facts, const struct json *json, enum event_kind kind,
               uint32_t *content, struct arena *arena, struct error *error);

/* The array of values or of extensions that an event has, as `name` says, or a single one
 * that stands in its place; where the successor (contract section 18) has them, too.
 * JSON_ABSENT without one. */
uint32_t facts_list(const struct json *json, uint32_t content, const char *name);

/* The body of an extension; the extension itself, when it has none around its members. */
uint32_t facts_body(const struct json *json, uint32_t extension);

#endif

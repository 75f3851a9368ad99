/* event.h: one event of the vendor, read: who, what, when, and its identity. */
#ifndef CARHOOK_EVENT_H
#define CARHOOK_EVENT_H

#include "contract/attribute.h"
#include "contract/edition.h"
#include "contract/finding.h"
#include "contract/identity.h"
#include "contract/json.h"

/* The longest id or VIN that becomes a column, in bytes; the vendor's have 17 to 45. What is
 * longer stands in the JSON only, as each event and all that is derived of it would have
 * a copy of what the body has once. */
#define EVENT_ID_MAX 256

enum event_kind { EVENT_MONITOR, EVENT_REMOTE };

struct event {
	enum event_kind kind;
	struct text json;            /* exactly as sent, without credentials */
	struct text monitor_id;      /* the ids and names: TEXT_NONE where absent or empty */
	struct text action_id;
	struct text callback_id;
	struct text vin;
	struct text fleet_id;
	bool dated;                  /* date_ms holds the event's date */
	int64_t date_ms;             /* UTC milliseconds since 1970 */
	int refresh;                 /* 1 reminder, 0 first, -1 not sent */
	unsigned char digest[IDENTITY_SIZE];
	struct findings findings;
};

/* The member in which an event, or the message that holds it, may have the attributes the
 * subscriber registered: it loses its credentials, and is no part of the identity, as a
 * retry may lack it. */
#define EVENT_BESIDE "attributes"

/* Where an event stands in its body. */
struct event_place {
	const struct json *json;
	uint32_t node;               /* the event, or the message that holds it */
	uint32_t content;            /* monitorEvent or remoteEvent of a message, else node */
	uint32_t envelope;           /* the object around it: also around a message */
	bool has_envelope;           /* envelope may be the root, whose index is 0 */
	const char *path;            /* JSONPath of `node` */
};

/* What an envelope says of all its events: read once, however many there are. */
struct event_outside {
	enum event_kind kind;        /* of an event that does not tell itself */
	struct text monitor_id;      /* TEXT_NONE where absent, empty or too long */
	struct text action_id;
	struct text callback_id;
	struct text fleet_id;
	struct text vin;             /* a member of the envelope */
	struct text attribute_vin;   /* the VIN attribute of the envelope */
	const struct json *json;     /* of the next: where the envelope has these, whatever they */
	uint32_t monitor, action, callback, date;   /* are; JSON_ABSENT when absent or empty */
};

/* What is the same for every event of a request. */
struct event_context {
	enum edition edition;
	attribute_names credentials; /* stripped from what is kept; never NULL */
	const char *vin_attribute;   /* lower case; never NULL */
	struct text vin;             /* the VIN attribute of header or query; or TEXT_NONE */
	const struct event_outside *outside;   /* of the event's envelope; NULL: it has none */
	bool unchecked;              /* look for no findings */
};

/* What the message at `node` has of the kind: its monitorEvent or remoteEvent, an object, or
 * the only object of an array in its place. JSON_ABSENT without one. */
uint32_t event_in_message(const struct json *json, uint32_t node, enum event_kind kind);

/* What the event at `place` is: by its members, else by what `outside` (NULL: no envelope)
 * says of its envelope's id. */
enum event_kind event_kind_at(const struct event_place *place,
                              const struct event_outside *outside);

/* Reads what the envelope at `node` says of its events. A finding in `findings` tells of
 * each id that is empty or too long, its path behind `prefix`, the JSONPath of the root. -1 with
 * ERROR_MEMORY. */
int event_outside_read(struct event_outside *outside, const struct json *json, uint32_t node,
                       const char *prefix, const struct event_context *context,
                       struct findings *findings, struct arena *arena, struct error *error);

/* The identity's subject for an event of which kind, ids and `dated` are known: `id`, tag and,
 * of what its envelope says (NULL: it has none), what tells it from others. */
void event_identify(struct identity_subject *subject, const struct event *event,
                    const struct event_outside *outside);

/* Reads the event at `place`; its texts lie in the body or in `arena`, and `scratch` is
 * of use to nobody afterwards. All that the edition does not foresee becomes a finding.
 * Returns -1 with ERROR_MEMORY only. */
int event_read(struct event *event, const struct event_place *place,
               const struct event_context *context, struct arena *scratch,
               struct arena *arena, struct error *error);

#endif

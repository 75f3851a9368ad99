/* event.h: one event of the vendor, read: who, what, when, and its identity. */
#ifndef CARHOOK_EVENT_H
#define CARHOOK_EVENT_H

#include "contract/attribute.h"
#include "contract/edition.h"
#include "contract/finding.h"
#include "contract/identity.h"
#include "contract/json.h"

enum event_kind { EVENT_MONITOR, EVENT_REMOTE };

struct event {
	enum event_kind kind;
	struct text json;            /* exactly as sent, without credentials */
	struct text monitor_id;      /* the ids and names: TEXT_NONE where absent */
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

/* Where an event stands in its body. */
struct event_place {
	const struct json *json;
	uint32_t node;               /* the event, or the message that holds it */
	uint32_t content;            /* monitorEvent or remoteEvent of a message, else node */
	uint32_t envelope;           /* the object around it, or JSON_ABSENT */
	bool has_envelope;           /* envelope may be the root, whose index is 0 */
	const char *path;            /* JSONPath of `node` */
};

/* What is the same for every event of a request. */
struct event_context {
	enum edition edition;
	attribute_names credentials; /* stripped from what is kept */
	const char *vin_attribute;   /* lower case */
	struct text vin;             /* the VIN attribute of header or query; or TEXT_NONE */
	bool unchecked;              /* look for no findings */
};

/* The kind of the event at `place`, by its members, else by its envelope's id. */
enum event_kind event_kind_at(const struct event_place *place);

/* Reads the event at `place`; its texts lie in the body or in `arena`, and `scratch` is
 * of use to nobody afterwards. All that the edition does not foresee becomes a finding.
 * Returns -1 with ERROR_MEMORY only. */
int event_read(struct event *event, const struct event_place *place,
               const struct event_context *context, struct arena *scratch,
               struct arena *arena, struct error *error);

#endif

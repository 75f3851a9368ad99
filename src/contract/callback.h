/* callback.h: the body of one request, whatever its envelope, read into events.
 *
 * The shape of the body decides what it is, not the path it came to (contract
 * section 1). Known envelopes: monitors and remotes {.., events[]}, a B2C message,
 * an array of messages (its retry batches), an FCM object with a base64 message,
 * and, as drift, events without any envelope, and any of these in an object
 * {messages} or {message}. */
#ifndef CARHOOK_CALLBACK_H
#define CARHOOK_CALLBACK_H

#include "contract/event.h"

enum callback_shape {
	SHAPE_NONE,       /* JSON, but no envelope known here */
	SHAPE_MONITORS,   /* {monitorId, attributes[], events[]} */
	SHAPE_REMOTES,    /* {callbackId, attributes[], events[]} */
	SHAPE_MESSAGE,    /* {callbackId, type, date, monitorEvent|remoteEvent} */
	SHAPE_MESSAGES,   /* [message, ...] */
	SHAPE_FCM,        /* {name, data: {mph_message: base64}} */
	SHAPE_EVENTS,     /* events without an envelope, one or an array */
};

/* The words for a shape that stand in the database: "monitors", ... */
const char *callback_shape_name(enum callback_shape shape);

/* A part of the body that could not be read as an event. */
struct reject {
	const char *path;        /* JSONPath of the part; "$" is the whole body */
	const char *reason;      /* one sentence */
	struct text bytes;       /* the part as sent */
};

/* Where a part of the body keeps its attributes: `attributes` of an envelope or a
 * message, `data` of an FCM object. */
struct carrier {
	const struct json *json;
	uint32_t attributes;     /* JSON_ABSENT when it has none */
};

/* An object of the body that is no event, but stands around some. */
struct wrapping {
	const struct json *json;
	uint32_t node;
	const char *path;            /* JSONPath of `node` */
	enum callback_shape shape;   /* MONITORS, REMOTES, FCM; NONE: it only holds messages */
	uint32_t held;               /* the value that was read for events or messages, in
	                                `node` or its data; JSON_ABSENT: none, all is kept */
	const char *holder;          /* of SHAPE_NONE: the name of what holds the messages */
	size_t first_place;          /* of an envelope: its events are those from this place */
	size_t end_place;            /* of the callback to before this one */
};

struct callback {
	struct json json;
	struct json *inner;          /* of an FCM object the decoded message, else NULL */
	const char *inner_path;      /* JSONPath of that */
	enum callback_shape shape;
	struct event_place *places;  /* the events' places, in document order */
	size_t place_count;
	struct reject *rejects;
	size_t reject_count;
	bool rejects_merged;         /* there were too many: the only one is the whole body */
	struct carrier *carriers;
	size_t carrier_count;
	struct wrapping *wrappings;
	size_t wrapping_count;
	struct findings findings;    /* of the envelope */
	struct text envelope;        /* JSON around the events without credentials, and
	                                without an id that all of them have, or TEXT_NONE
	                                when there is nothing else; an array where several
	                                objects stand around some, with ids */
	struct event *events;        /* place_count of them, after callback_read_events */
};

struct callback_limits {
	uint32_t depth;              /* nested arrays and objects */
	uint32_t nodes;              /* values and names */
};

/* Reads the bytes and finds the envelope and its events; looks into none of them.
 * `body` must outlive the result, which lies in `arena`. A body that is JSON but no
 * envelope is a success with SHAPE_NONE and itself as the only reject.
 * Returns -1 with ERROR_NOT_JSON, ERROR_LIMIT or ERROR_MEMORY. Any thread. */
int callback_open(struct callback *callback, struct text body,
                  const struct callback_limits *limits, struct arena *arena,
                  struct error *error);

/* The attribute `name` (lower case) of the i-th carrier, or TEXT_NONE. A credential
 * in the body must be in every carrier, and there must be one. */
struct text callback_attribute(const struct callback *callback, size_t i, const char *name,
                               struct arena *arena);

/* Reads every event, the envelope's findings and what is kept of the envelope.
 * Returns -1 with ERROR_MEMORY. */
int callback_read_events(struct callback *callback, const struct event_context *context,
                         struct arena *arena, struct error *error);

#endif

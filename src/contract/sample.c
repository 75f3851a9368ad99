#include "contract/sample.h"

#include <limits.h>

#include "contract/sample-event.h"

#define HAS_FLEET (B2B_2_2 | EDITIONS_B2B_3)

/* A fleet is divided into so many. */
#define FLEETS 3

/* ---- Events ---- */

/* Messages are of both: of three groups of events one is an action. */
static bool is_remote(const struct sample *sample, uint64_t number)
{
	if (sample->kind == SAMPLE_MONITOR || sample->kind == SAMPLE_REMOTE)
		return sample->kind == SAMPLE_REMOTE;
	return number / SAMPLE_ACTION_STEPS % 3 == 2;
}

/* A batch goes through the fleet; the steps of an action stay with its vehicle. */
static struct moment moment_of(const struct sample *sample, uint64_t number)
{
	uint64_t action = number / SAMPLE_ACTION_STEPS;
	uint64_t turn = is_remote(sample, number)
		? sample_draw(sample->seed, action, DRAW_VEHICLE) : number;
	uint64_t jitter = sample_draw(sample->seed, number, DRAW_JITTER) % SAMPLE_STEP_MS;
	struct moment at = {
		.sample = sample, .number = number,
		.vehicle = (unsigned)(turn % sample->vehicles) + 1,
		.ms = sample->start_ms + (int64_t)(number * SAMPLE_STEP_MS + jitter),
	};

	clock_format(at.ms, at.date);
	return at;
}

static void put_callback_id(struct builder *b, json_object *object,
                            const struct sample *sample)
{
	char id[SAMPLE_HEX_ID_SIZE];

	sample_write_hex_id(id, sample->seed, 0, DRAW_CALLBACK);
	builder_put(b, object, "callbackId", builder_text(b, id));
}

static void put_monitor_id(struct builder *b, json_object *object,
                           const struct sample *sample, unsigned theme)
{
	char id[SAMPLE_ID_SIZE];

	sample_write_monitor_id(id, sample->seed, theme);
	builder_put(b, object, "monitorId", builder_text(b, id));
}

static void put_action_id(struct builder *b, json_object *object, const struct moment *at)
{
	char id[SAMPLE_ID_SIZE];

	sample_write_action_id(id, at->sample->seed, at->number / SAMPLE_ACTION_STEPS);
	builder_put(b, object, "remoteActionId", builder_text(b, id));
}

static void put_fleet_id(struct builder *b, json_object *object, const struct moment *at)
{
	char id[SAMPLE_HEX_ID_SIZE];

	sample_write_hex_id(id, 0, at->vehicle % FLEETS, DRAW_FLEET);
	builder_put(b, object, "fleetId", builder_text(b, id));
}

static void put_vehicle_and_date(struct builder *b, json_object *event,
                                 const struct moment *at)
{
	char vin[SAMPLE_VIN_SIZE];

	sample_write_vin(vin, at->vehicle);
	builder_put(b, event, "vin", builder_text(b, vin));
	builder_put(b, event, "eventDate", builder_text(b, at->date));
}

/* An item of an envelope's events. */
static json_object *new_event(struct builder *b, const struct sample *sample,
                              unsigned theme, uint64_t number)
{
	struct moment at = moment_of(sample, number);
	json_object *event = builder_object(b);

	if (is_remote(sample, number)) {
		put_action_id(b, event, &at);
		put_vehicle_and_date(b, event, &at);
		sample_put_step(b, event, &at);
		return event;
	}
	if (sample->edition & HAS_FLEET)
		put_fleet_id(b, event, &at);
	put_vehicle_and_date(b, event, &at);
	sample_put_values(b, event, &at, theme);
	return event;
}

/* ---- Attributes ---- */

static void append_attribute(struct builder *b, json_object *array, const char *key,
                             const char *value)
{
	json_object *attribute = builder_object(b);

	builder_put(b, attribute, "key", builder_text(b, key));
	builder_put(b, attribute, "value", builder_text(b, value));
	builder_append(b, array, attribute);
}

/* The registered ones and, for events that have no VIN of their own, the VIN. */
static void put_attributes(struct builder *b, json_object *object,
                           const struct sample *sample, const char *vin)
{
	json_object *array = builder_array(b);

	if (vin != NULL)
		append_attribute(b, array, "vin", vin);
	for (size_t i = 0; i < sample->attribute_count; i++)
		append_attribute(b, array, sample->attributes[i].key,
		                 sample->attributes[i].value);
	builder_put(b, object, "attributes", array);
}

/* ---- Bodies ---- */

static json_object *new_envelope(struct builder *b, const struct sample *sample,
                                 uint64_t first, unsigned count)
{
	unsigned theme = sample_pick_theme(sample, first);
	json_object *envelope = builder_object(b), *events = builder_array(b);

	if (sample->kind == SAMPLE_REMOTE)
		put_callback_id(b, envelope, sample);
	else
		put_monitor_id(b, envelope, sample, theme);
	put_attributes(b, envelope, sample, NULL);
	for (unsigned i = 0; i < count && !b->failed; i++)
		builder_append(b, events, new_event(b, sample, theme, first + i));
	builder_put(b, envelope, "events", events);
	return envelope;
}

static json_object *new_monitor_event(struct builder *b, const struct moment *at)
{
	unsigned theme = sample_pick_theme(at->sample, at->number);
	json_object *event = builder_object(b);

	put_monitor_id(b, event, at->sample, theme);
	sample_put_values(b, event, at, theme);
	return event;
}

static json_object *new_remote_event(struct builder *b, const struct moment *at)
{
	json_object *event = builder_object(b);

	put_action_id(b, event, at);
	sample_put_step(b, event, at);
	return event;
}

static json_object *new_message(struct builder *b, const struct sample *sample,
                                uint64_t number)
{
	struct moment at = moment_of(sample, number);
	bool remote = is_remote(sample, number);
	json_object *message = builder_object(b);
	char vin[SAMPLE_VIN_SIZE];

	sample_write_vin(vin, at.vehicle);
	put_callback_id(b, message, sample);
	put_attributes(b, message, sample, vin);
	builder_put(b, message, "type", builder_text(b, remote ? "Remote" : "Monitor"));
	builder_put(b, message, "date", builder_text(b, at.date));
	if (remote)
		builder_put(b, message, "remoteEvent", new_remote_event(b, &at));
	else
		builder_put(b, message, "monitorEvent", new_monitor_event(b, &at));
	return message;
}

static json_object *new_messages(struct builder *b, const struct sample *sample,
                                 uint64_t first, unsigned count)
{
	json_object *array = builder_array(b);

	for (unsigned i = 0; i < count && !b->failed; i++)
		builder_append(b, array, new_message(b, sample, first + i));
	return array;
}

/* In FCM the attributes stand beside the message, too (section 7). */
static json_object *new_fcm(struct builder *b, const struct sample *sample,
                            uint64_t number)
{
	json_object *push = builder_object(b), *data = builder_object(b);
	json_object *notification = builder_object(b);
	json_object *message = new_message(b, sample, number);
	size_t length = 0;
	const char *bytes = builder_write(b, message, &length);

	for (size_t i = 0; i < sample->attribute_count; i++)
		builder_put(b, data, sample->attributes[i].key,
		            builder_text(b, sample->attributes[i].value));
	if (bytes != NULL) {
		builder_put(b, data, "mph_message", builder_base64(b, bytes, length));
		builder_put(b, notification, "title", builder_text(b, "Sample"));
		builder_put(b, notification, "body", builder_text(b, bytes));
	}
	json_object_put(message);
	builder_put(b, push, "name", builder_text(b, "sample-callback"));
	builder_put(b, push, "data", data);
	builder_put(b, push, "notification", notification);
	return push;
}

static json_object *new_body(struct builder *b, const struct sample *sample,
                             uint64_t first, unsigned count)
{
	if (sample->edition != B2C_4_16)
		return new_envelope(b, sample, first, count);
	if (sample->kind == SAMPLE_FCM)
		return new_fcm(b, sample, first);
	if (sample->kind == SAMPLE_ARRAY || count != 1)
		return new_messages(b, sample, first, count);
	return new_message(b, sample, first);
}

int sample_body(const struct sample *sample, uint64_t first, unsigned count,
                struct arena *arena, struct text *body, struct error *error)
{
	struct builder b = {.failed = false};
	json_object *tree = new_body(&b, sample, first, count);
	size_t length = 0;
	const char *bytes = builder_write(&b, tree, &length);
	char *copy = bytes ? arena_copy(arena, bytes, length) : NULL;

	json_object_put(tree);
	if (copy == NULL)
		return error_set(error, ERROR_MEMORY, "no memory for a callback");
	*body = (struct text){copy, length};
	return 0;
}

/* ---- Kinds ---- */

static const struct {
	const char *name;
	unsigned editions;
	unsigned events_max;
} KINDS[SAMPLE_KIND_COUNT] = {
	[SAMPLE_MONITOR] = {"monitor", EDITIONS_ALL, UINT_MAX},
	[SAMPLE_REMOTE]  = {"remote", EDITIONS_REMOTE, UINT_MAX},
	[SAMPLE_MESSAGE] = {"message", B2C_4_16, 1},
	[SAMPLE_ARRAY]   = {"array", B2C_4_16, UINT_MAX},
	[SAMPLE_FCM]     = {"fcm", B2C_4_16, 1},
};

const char *sample_kind_name(enum sample_kind kind)
{
	return KINDS[kind].name;
}

bool sample_has_kind(enum edition edition, enum sample_kind kind)
{
	return (KINDS[kind].editions & edition) != 0;
}

enum sample_kind sample_default_kind(enum edition edition)
{
	return edition == B2C_4_16 ? SAMPLE_MESSAGE : SAMPLE_MONITOR;
}

unsigned sample_body_events_max(enum sample_kind kind)
{
	return KINDS[kind].events_max;
}

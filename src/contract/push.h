/* push.h: where a push notification (an FCM object, contract section 7) has its message.
 *
 * It should be base64 in data.mph_message, in data.message as the successor has it
 * (section 18). The notification's body "will contain the message payload", too: a push
 * whose data cannot be read is read from there. */
#ifndef CARHOOK_PUSH_H
#define CARHOOK_PUSH_H

#include "base/arena.h"
#include "contract/json.h"

/* Places of a message in a push, the one to read first. */
#define PUSH_PLACES 3

struct push_place {
	const char *outer, *member;  /* "data", "mph_message" */
	const char *path;            /* behind that of the push: ".data.mph_message" */
	bool is_sure;                /* what has it is a push, whether or not it can be read */
};

extern const struct push_place PUSH_PLACE[PUSH_PLACES];

/* The text or object at the place of the push `node`, or JSON_ABSENT. */
uint32_t push_message(const struct json *json, uint32_t node, const struct push_place *place);

/* The bytes that the text `node` stands for: what is decoded of base64, in either
 * alphabet, with or without padding; or the text itself when it begins as JSON does.
 * TEXT_NONE when it is neither or memory is short. */
struct text push_decode(const struct json *json, uint32_t node, struct arena *arena);

/* Whether the text or object `node` looks like a message: what it stands for begins as a
 * JSON object or array does. */
bool push_is_message(const struct json *json, uint32_t node, struct arena *arena);

#endif

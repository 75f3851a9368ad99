#include "contract/push.h"

#include <sodium.h>

const struct push_place PUSH_PLACE[PUSH_PLACES] = {
	{"data", "mph_message", ".data.mph_message", true},
	{"data", "message", ".data.message", true},
	{"notification", "body", ".notification.body", false},
};

uint32_t push_message(const struct json *json, uint32_t node, const struct push_place *place)
{
	uint32_t outer = json_member_of_kind(json, node, place->outer, JSON_OBJECT);
	uint32_t message = outer == JSON_ABSENT ? JSON_ABSENT :
		json_member(json, outer, place->member);

	if (message == JSON_ABSENT || (json_kind(json, message) != JSON_STRING &&
	                               json_kind(json, message) != JSON_OBJECT))
		return JSON_ABSENT;
	return message;
}

static struct text decode_base64(struct text base64, struct arena *arena)
{
	static const int VARIANTS[] = {
		sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
		sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
	};
	unsigned char *bytes = arena_alloc(arena, base64.length);
	size_t length;

	for (size_t i = 0; bytes != NULL && i < sizeof VARIANTS / sizeof *VARIANTS; i++)
		if (sodium_base642bin(bytes, base64.length, base64.at, base64.length, "\r\n ",
		                      &length, NULL, VARIANTS[i]) == 0)
			return (struct text){(char *)bytes, length};
	return TEXT_NONE;
}

struct text push_decode(const struct json *json, uint32_t node, struct arena *arena)
{
	struct text text = json_string(json, node, arena, '?');

	if (text.at == NULL || text.length == 0)
		return TEXT_NONE;
	return text.at[0] == '{' || text.at[0] == '[' ? text : decode_base64(text, arena);
}

bool push_is_message(const struct json *json, uint32_t node, struct arena *arena)
{
	struct text text;

	if (json_kind(json, node) == JSON_OBJECT)
		return true;
	text = push_decode(json, node, arena);
	return text.length > 0 && (text.at[0] == '{' || text.at[0] == '[');
}

#include "contract/builder.h"

#include <sodium.h>
#include <stdlib.h>

static json_object *check(struct builder *b, json_object *object)
{
	b->failed |= object == NULL;
	return object;
}

json_object *builder_object(struct builder *b)
{
	return check(b, json_object_new_object());
}

json_object *builder_array(struct builder *b)
{
	return check(b, json_object_new_array());
}

json_object *builder_text(struct builder *b, const char *string)
{
	return check(b, json_object_new_string(string));
}

json_object *builder_integer(struct builder *b, int64_t value)
{
	return check(b, json_object_new_int64(value));
}

json_object *builder_flag(struct builder *b, bool value)
{
	return check(b, json_object_new_boolean(value));
}

json_object *builder_number(struct builder *b, const char *digits)
{
	return check(b, json_object_new_double_s(0, digits));
}

json_object *builder_base64(struct builder *b, const char *bytes, size_t length)
{
	size_t size = sodium_base64_ENCODED_LEN(length, sodium_base64_VARIANT_ORIGINAL);
	char *encoded = malloc(size);
	json_object *string = NULL;

	if (encoded != NULL) {
		sodium_bin2base64(encoded, size, (const unsigned char *)bytes, length,
		                  sodium_base64_VARIANT_ORIGINAL);
		string = json_object_new_string(encoded);
	}
	free(encoded);
	return check(b, string);
}

void builder_put(struct builder *b, json_object *object, const char *key,
                 json_object *value)
{
	if (object != NULL && value != NULL &&
	    json_object_object_add(object, key, value) == 0)
		return;
	b->failed = true;
	json_object_put(value);
}

void builder_append(struct builder *b, json_object *array, json_object *value)
{
	if (array != NULL && value != NULL &&
	    json_object_array_add(array, value) == 0)
		return;
	b->failed = true;
	json_object_put(value);
}

const char *builder_write(struct builder *b, json_object *object, size_t *length)
{
	const char *bytes = b->failed ? NULL : json_object_to_json_string_length(
		object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, length);

	b->failed |= bytes == NULL;
	return bytes;
}

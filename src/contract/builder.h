/* builder.h: JSON built with json-c, without a check at every step.
 *
 * json-c tells by NULL that memory is short. The builder remembers it: whoever builds
 * goes on with what there is, and asks `failed` once, at the end. */
#ifndef CARHOOK_BUILDER_H
#define CARHOOK_BUILDER_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

struct builder {
	bool failed;   /* something is missing: memory was short */
};

/* New values; the caller's until they are put somewhere, NULL when memory is short. */
json_object *builder_object(struct builder *b);
json_object *builder_array(struct builder *b);
json_object *builder_text(struct builder *b, const char *string);
json_object *builder_integer(struct builder *b, int64_t value);
json_object *builder_flag(struct builder *b, bool value);

/* A number with exactly these digits. */
json_object *builder_number(struct builder *b, const char *digits);

/* A string: `length` bytes as base64. */
json_object *builder_base64(struct builder *b, const char *bytes, size_t length);

/* Give `value` away to an object or array, also when that fails. */
void builder_put(struct builder *b, json_object *object, const char *key,
                 json_object *value);
void builder_append(struct builder *b, json_object *array, json_object *value);

/* The JSON text on one line, borrowed from `object`; NULL when memory is or was short. */
const char *builder_write(struct builder *b, json_object *object, size_t *length);

#endif

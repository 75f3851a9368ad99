/* attribute.h: the key/value pairs the subscriber registered and the sender
 * repeats (contract section 2), as they stand in a body.
 *
 * Usually an array of {key, value}; in an FCM object the members of `data`. */
#ifndef CARHOOK_ATTRIBUTE_H
#define CARHOOK_ATTRIBUTE_H

#include "contract/json.h"

/* Names of attributes that are credentials, in lower case, ended by NULL. */
typedef const char *const *attribute_names;

/* Whether `key` is `name`, in any case, and whichever of the two has the "x-" in front
 * that the 2019 texts put there (contract C12). */
bool attribute_key_is(struct text key, const char *name);

/* The value of the attribute `name` in `attributes` (an array of {key, value} or an
 * object) that is not null, or TEXT_NONE. Any case of the key matches. */
struct text attribute_find(const struct json *json, uint32_t attributes, const char *name,
                           struct arena *arena);

/* The same, but only a value that tells something: none that is empty, or a variable that the
 * sender did not expand (contract C13), which hide no other. */
struct text attribute_find_told(const struct json *json, uint32_t attributes, const char *name,
                                struct arena *arena);

/* Whether a value tells something. */
bool attribute_is_told(struct text value);

/* The JSON text of `node` (array or object) without the attributes called one of
 * `names`, and of an object without the value `except` (may be JSON_ABSENT) and its name;
 * unchanged bytes when none is there. TEXT_NONE when memory is short. */
struct text attribute_strip(const struct json *json, uint32_t node, attribute_names names,
                            uint32_t except, struct arena *arena);

/* The JSON text of the object `node` in which every member called `member` is
 * stripped of the attributes `names`. Everything else keeps its bytes. */
struct text attribute_strip_member(const struct json *json, uint32_t node,
                                   const char *member, attribute_names names,
                                   struct arena *arena);

#endif

/* json.h: strict JSON (RFC 8259) in one pass over the bytes.
 *
 * This is the one parser carhook writes itself. json-c, the library of the field,
 * leaves a gap that a receiver of untrusted input cannot leave open: in every mode
 * it takes single quotes, NaN, overlong UTF-8 or text after a NUL, or else (0.18 in
 * strict mode) refuses every non-ASCII string; it reads the name "vin\u0000x" as
 * "vin"; and 1 MiB of `{},` costs it 270 MB. So the bytes are checked here first,
 * and json-c reads what is known to be good.
 *
 * The result is a tape: one 16-byte node per value and per member name, in document
 * order, pointing into the caller's bytes. Nothing is copied. json.c reads, json-look.c
 * has what looks into the result. */
#ifndef CARHOOK_JSON_H
#define CARHOOK_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum json_kind {
	JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT,
};

struct json_node {
	uint32_t start;      /* offset of the first byte; of a string: after its quote */
	uint32_t end;        /* offset behind the last byte; of a string: its closing quote */
	uint32_t next;       /* index of the node behind this one and all it contains */
	uint8_t kind;        /* enum json_kind */
	uint8_t escaped;     /* string: holds a backslash */
	uint8_t odd;         /* string: escaped NUL or half a surrogate pair */
	uint8_t is_name;     /* string: a member's name; its value is the next node */
};

struct json {
	const char *text;
	struct json_node *nodes;   /* nodes[0] is the root */
	uint32_t count;
	bool odd;                  /* some string is odd */
};

/* Index 0 is the root, which is nobody's member: so it can say "absent". */
#define JSON_ABSENT 0

/* Reads `length` bytes (at most 1 GiB). `depth` bounds nesting, `nodes` the number
 * of values and names. A UTF-8 byte order mark in front is skipped (RFC 8259 section
 * 8.1 allows it). `text` must outlive the result, which lies in `arena`.
 * Returns -1 with ERROR_NOT_JSON (the sentence names the byte offset, never the
 * content), ERROR_LIMIT or ERROR_MEMORY. */
int json_read(struct json *json, struct arena *arena, const char *text, size_t length,
              uint32_t depth, uint32_t nodes, struct error *error);

/* The value of the last member called `name` that is not null, or JSON_ABSENT; also when
 * `node` is no object. The last wins, as in json-c and JavaScript; null is what some senders
 * write for what is not there, so it hides nothing that stands elsewhere. */
uint32_t json_member_text(const struct json *json, uint32_t node, struct text name);

/* The same for a C string. Inline, so that the compiler counts a literal's length. */
static inline uint32_t json_member(const struct json *json, uint32_t node, const char *name)
{
	return json_member_text(json, node, text_of(name));
}

/* The same, but only if the value has `kind`. */
static inline uint32_t json_member_of_kind(const struct json *json, uint32_t node,
                                           const char *name, enum json_kind kind)
{
	uint32_t member = json_member(json, node, name);

	return member != JSON_ABSENT && json->nodes[member].kind == kind ? member : JSON_ABSENT;
}

/* Steps over the items of an array or the names of an object:
 *   for (i = json_first(j, n); i < json_end(j, n); i = json_next(j, i))
 * In an object `i` is a name, `i + 1` its value, and json_next passes both. */
static inline uint32_t json_first(const struct json *json, uint32_t node)
{
	(void)json;
	return node + 1;
}

static inline uint32_t json_end(const struct json *json, uint32_t node)
{
	return json->nodes[node].next;
}

static inline uint32_t json_next(const struct json *json, uint32_t i)
{
	return json->nodes[i].is_name ? json->nodes[i + 1].next : json->nodes[i].next;
}

/* Where the same steps begin for an array, or for a value that stands in the place of an
 * array of one. */
static inline uint32_t json_first_item(const struct json *json, uint32_t node)
{
	return json->nodes[node].kind == JSON_ARRAY ? node + 1 : node;
}

/* How many items an array has, or members an object. */
uint32_t json_count(const struct json *json, uint32_t node);

static inline enum json_kind json_kind(const struct json *json, uint32_t node)
{
	return (enum json_kind)json->nodes[node].kind;
}

/* The bytes of a value as sent: a string without its quotes, escapes as they are. */
struct text json_raw(const struct json *json, uint32_t node);

/* The bytes of a value as sent: a string with its quotes. */
struct text json_source(const struct json *json, uint32_t node);

/* A string decoded, or a number's text. With `nul` 0 exactly, as an identity needs
 * it: an escaped NUL is a NUL, half a surrogate pair three bytes that are no UTF-8.
 * Else it is fit for a column: `nul` stands for a NUL, U+FFFD for the half pair.
 * Other kinds give TEXT_NONE, as does lack of memory. */
struct text json_string(const struct json *json, uint32_t node, struct arena *arena,
                        char nul);

/* A string decoded for a column, with ? for a NUL; of anything else the bytes as sent.
 * TEXT_NONE for null, JSON_ABSENT, and for lack of memory. */
struct text json_any_text(const struct json *json, uint32_t node, struct arena *arena);

/* Whether a string, an array or an object has nothing in it. */
static inline bool json_is_empty(const struct json *json, uint32_t node)
{
	const struct json_node *n = &json->nodes[node];

	return n->kind == JSON_STRING ? n->start == n->end
	                              : n->kind >= JSON_ARRAY && n->next == node + 1;
}

/* Whether a name or string equals `string`, escapes decoded. */
bool json_is_text(const struct json *json, uint32_t node, struct text string);

/* The same for a C string. */
static inline bool json_is(const struct json *json, uint32_t node, const char *string)
{
	return json_is_text(json, node, text_of(string));
}

/* The JSONPath of `node` below `top`, indexes as [*], in front of it `prefix`, bounded
 * as path.h says. NULL when memory is short. */
const char *json_path(const struct json *json, uint32_t top, uint32_t node,
                      const char *prefix, struct arena *arena);

#endif

/* json-escape.h: the escapes of JSON strings (RFC 8259 section 7). Used by json.c and
 * spelling.c. */
#ifndef CARHOOK_JSON_ESCAPE_H
#define CARHOOK_JSON_ESCAPE_H

#include <stdint.h>

#include "base/text.h"

/* The character that a backslash and `letter` stand for, or 0 when there is none. */
char json_escape_simple(unsigned char letter);

/* Reads \uXXXX, with its second half if it is a surrogate pair. `p` is behind the
 * backslash, with `left` bytes to go. Gives the code point (a lone half gives itself),
 * or -1 without four hex digits, and in *used the bytes it took. */
int32_t json_escape_point(const unsigned char *p, uint32_t left, uint32_t *used);

/* Decodes the escapes of a checked string to `to`, which has room for raw.length bytes;
 * returns how many it took. With `nul` 0 every different source stays different: a lone
 * half is written as three bytes of its own (no UTF-8), else as U+FFFD, and an escaped
 * NUL as `nul`. */
size_t json_escape_decode(struct text raw, char *to, char nul);

#endif

/* spelling.h: what a text says, however it was written: with escapes of JSON, in JSON
 * within JSON, or in base64 (the FCM form's mph_message, contract section 4).
 *
 * For whoever looks for a vehicle's name in a body that nobody could read as JSON: so
 * every function takes any bytes. */
#ifndef CARHOOK_SPELLING_H
#define CARHOOK_SPELLING_H

#include <stdbool.h>

#include "base/arena.h"

/* Whoever looks into base64 looks into base64 in it, and no deeper. */
#define SPELLING_BASE64_DEPTH 2

/* One character of a text. */
struct spelling {
	char bytes[4];         /* what it stands for: a byte, or UTF-8 */
	size_t length;
	const char *behind;    /* where it ends in the text */
};

/* Reads the character at `at`, which lies in the text. Any number of backslashes before
 * the letter of an escape are one escape: JSON within JSON has two, that within it four. */
struct spelling spelling_read(struct text text, const char *at);

/* How many bytes of `word` stand at *at, however written; *at is moved behind them. */
size_t spelling_match(struct text text, const char **at, struct text word);

/* The first run from `from` on of at least `least` characters of either alphabet of
 * base64, with the ends of lines between them and the padding behind; TEXT_NONE: none. */
struct text spelling_find_base64(struct text text, const char *from, size_t least);

/* The bytes that such a run stands for without its first `skip` characters: a run may
 * begin with a word that is none of it. In `arena`; TEXT_NONE when memory is short. */
struct text spelling_decode_base64(struct text run, size_t skip, struct arena *arena);

/* Whether the run is written in the alphabet for URLs and file names (RFC 4648). */
bool spelling_is_url_base64(struct text run);

/* Changes the run, in its place, so that it stands for `bytes` instead, which are as many:
 * only the characters of what differs, and none that is escaped. */
void spelling_overwrite_base64(struct text run, size_t skip, struct text bytes);

#endif

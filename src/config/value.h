/* value.h: the texts of a reading, judged and turned into what they mean.
 *
 * Each function looks up `key`, which must be a key of `section`, and gives its
 * value or, when the file is silent, what holds then. Returns -1 after a complaint
 * that has the value's line and says what is wanted; *out is untouched then. */
#ifndef CARHOOK_VALUE_H
#define CARHOOK_VALUE_H

#include <stdint.h>

#include "config/reading.h"

/* A number and its bounds, both inclusive. */
struct bound {
	const char *key;
	const char *noun;      /* what is wanted: "seconds" */
	bool is_size;          /* K, M and G may follow the digits */
	uint64_t least;
	uint64_t most;
	uint64_t otherwise;    /* when the file is silent */
};

int value_number(struct reading *at, cfg_t *section, const struct bound *bound,
                 uint64_t *out);

/* true, yes, on; false, no, off. */
int value_flag(struct reading *at, cfg_t *section, const char *key, bool otherwise,
               bool *out);

/* An URL path: begins with '/', holds neither '?' nor '#'. "" is legal only where
 * `may_be_empty`. `otherwise` NULL: the key must be there. *out is malloc'ed. */
int value_path(struct reading *at, cfg_t *section, const char *key,
               const char *otherwise, bool may_be_empty, char **out);

/* A malloc'ed copy of `text` with A to Z in lower case; NULL when memory is short. */
char *value_copy_lower(const char *text);

/* Writes 16777216 as "16M". */
void value_format_size(uint64_t bytes, char *text, size_t size);

#endif

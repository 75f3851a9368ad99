/* cell.h: reading one member of a body into a typed cell.
 *
 * Every way of reading takes what the vendor's editions and its older spellings give:
 * a number or its text with point or comma, a word or a list of words. What cannot be
 * read is CELL_NONE, and stays in the event's JSON. */
#ifndef CARHOOK_CELL_H
#define CARHOOK_CELL_H

#include "base/arena.h"
#include "contract/json.h"
#include "contract/reading.h"

enum cell_reading {
	AS_NUMBER,      /* number, or text of one */
	AS_TRUTH,       /* true, false, or these as text */
	AS_RUNNING,     /* the same of an engine: Running, NotRunning */
	AS_WORD,        /* text */
	AS_NO_WORD,     /* text, or false for No */
	AS_WORDS,       /* a word or an array of words: a JSON array */
	AS_SEVEREST,    /* a word or an array of words: the severest of a collision's */
	AS_DATE,        /* any of the vendor's styles, or an epoch: ISO 8601, UTC */
	AS_DURATION,    /* ISO 8601 duration, or a number of seconds: seconds */
	AS_OPEN_DOORS,  /* [{identifier, state}]: a JSON array of those that are open */
	AS_BELTS,       /* [{id, belt}]: Omission if one of them is, else what they are */
};

/* Reads the value at `node`. A text lies in the JSON or in `arena`. */
struct cell cell_read(const struct json *json, uint32_t node, enum cell_reading how,
                      struct arena *arena);

/* Reads a literal of values[], which is always text. */
struct cell cell_of_text(struct text text, enum cell_reading how, struct arena *arena);

#endif

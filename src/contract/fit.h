/* fit.h: the quick answer to "is there anything to report about this object?".
 *
 * Nearly every event fits its edition, and a json-c tree costs as much as everything
 * else about an event together (28 microseconds against 4 for a pass over the tape).
 * So the same tables are first walked over the tape, without building anything. Only
 * where this walk is in doubt does rules.h look closer, with json-c, and explain. */
#ifndef CARHOOK_FIT_H
#define CARHOOK_FIT_H

#include "contract/json.h"
#include "contract/rules.h"

/* True only if rules_check would have no finding about the object at `node`. False
 * may mean no more than that the question is not a quick one (an escaped name, a list
 * in a literal, a number in scientific notation). Any thread; allocates nothing. */
bool fit_check(enum rules_root root, enum edition edition, const struct json *json,
               uint32_t node);

#endif

/* rules.h: what the edition foresees, as tables; what deviates, as findings.
 *
 * Works with json-c on text that json.h has already found to be strict JSON, so
 * json-c's leniency (platform facts, part C) cannot let anything through. */
#ifndef CARHOOK_RULES_H
#define CARHOOK_RULES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "contract/edition.h"
#include "contract/finding.h"

/* Where a table begins. */
enum rules_root {
	RULES_MONITOR_ENVELOPE,  /* {monitorId, attributes[], events[]}; events may be left out */
	RULES_REMOTE_ENVELOPE,   /* {callbackId, attributes[], events[]}; events may be left out */
	RULES_MONITOR_EVENT,     /* an item of a monitor envelope's events */
	RULES_REMOTE_EVENT,      /* an item of a remote envelope's events */
	RULES_MESSAGE,           /* a B2C 4.16 message with its monitorEvent or remoteEvent */
	RULES_PUSH,              /* an FCM object; the message may be left out */
};

/* Checks one JSON object against the tables of `edition`.
 *
 * root     which table; an edition that does not know it (remotes in 2.x, a
 *          message in B2B) is checked against the nearest edition that does
 * prefix   JSONPath of the object in the body, such as "$.events[*]"
 * json     the object's text, strict UTF-8 JSON
 * arena    holds paths and values of the findings
 * findings gets what deviates, in document order
 *
 * Returns 0, or -1 with ERROR_MEMORY. Any thread; keeps no state. */
int rules_check(enum rules_root root, enum edition edition, const char *prefix,
                struct text json, struct arena *arena, struct findings *findings,
                struct error *error);

/* Whether `edition` foresees what another one had the finding `about` for: whether its
 * own tables, and not those of a nearest edition, look at that place in that respect and
 * have no finding there. What they do not look at they do not foresee.
 *
 * about    its path begins with "$", the object itself
 * json     the object's text, as rules_check was given it
 * foreseen gets the answer
 *
 * Returns 0, or -1 with ERROR_MEMORY. */
int rules_foresee(enum rules_root root, enum edition edition, struct text json,
                  const struct finding *about, struct arena *arena, bool *foreseen,
                  struct error *error);

#endif

/* identity.h: what makes two deliveries the same event.
 *
 * The sender delivers at least once, regroups what it repeats into other batches
 * and gives no event id (contract sections 8 and 9). So an event is known by its
 * content: BLAKE2b-128 over its kind, the id of its monitor or remote action and
 * its members in a canonical form, in which the order of members, white space and
 * the way characters are escaped do not matter, and the text of numbers does.
 * Attributes are no part of it: a retry may come without them. Where they are all that
 * tells two vehicles' events apart, the later one gets a second identity. */
#ifndef CARHOOK_IDENTITY_H
#define CARHOOK_IDENTITY_H

#include <stdint.h>

#include "contract/finding.h"
#include "contract/json.h"

#define IDENTITY_SIZE 16   /* bytes; two of 2^64 events would meet by chance */

/* Computes the identity of the object at `node`.
 *
 * tag       tells kinds apart: 'm' monitor, 'r' remote
 * id        monitor id or action id; TEXT_NONE when there is none
 * without   name of a member of `node` itself that does not count, or NULL
 * path      JSONPath of `node`, for the findings
 * scratch   memory for the canonical form, of use to nobody afterwards
 * findings  gets FINDING_DUPLICATE_MEMBER for each name that an object repeats, its
 *           path in `arena`
 *
 * Returns -1 with ERROR_MEMORY. Any thread. */
int identity_of(unsigned char digest[IDENTITY_SIZE], const struct json *json,
                uint32_t node, char tag, struct text id, const char *without,
                const char *path, struct arena *scratch, struct arena *arena,
                struct findings *findings, struct error *error);

/* The second identity: of the same content as `content`'s, but of another vehicle. Of a
 * B2C event the VIN may stand beside it, where a retry may lack it: so it is asked for
 * only when two VINs are known and differ. `vin` is the later one's. */
void identity_of_vehicle(unsigned char digest[IDENTITY_SIZE],
                         const unsigned char content[IDENTITY_SIZE], struct text vin);

/* BLAKE2b-128 of plain bytes, for what could not be read as an event. */
void identity_of_bytes(unsigned char digest[IDENTITY_SIZE], struct text bytes);

#endif

/* identity.h: what makes two deliveries the same event.
 *
 * The sender delivers at least once, regroups what it repeats into other batches
 * and gives no event id (contract sections 8 and 9). So an event is known by its
 * content: BLAKE2b-128 over its kind, the id of its monitor or remote action and
 * its members in a canonical form, in which the order of members, white space and
 * the way characters are escaped do not matter, and the text of numbers does.
 * Where that id is none, or no plain one, what the envelope has in its place counts, too.
 * Attributes are no part of it: a retry may come without them. Where they are all that
 * tells two vehicles' events apart, the later one gets a second identity. */
#ifndef CARHOOK_IDENTITY_H
#define CARHOOK_IDENTITY_H

#include <stdint.h>

#include "contract/finding.h"
#include "contract/json.h"

#define IDENTITY_SIZE 16   /* bytes; two of 2^64 events would meet by chance */

/* Values around an event that tell it from others with its content. */
#define IDENTITY_AROUND_MAX 4

/* What an identity is of. */
struct identity_subject {
	const struct json *json;
	uint32_t node;               /* the event: an object */
	const char *without;         /* name of a member of `node` that does not count, or NULL */
	const char *path;            /* JSONPath of `node`, for the findings */
	char tag;                    /* tells kinds apart: 'm' monitor, 'r' remote */
	struct text id;              /* monitor id or action id; TEXT_NONE: there is none */
	const struct json *around_json;        /* of the next, mostly `json` */
	uint32_t around[IDENTITY_AROUND_MAX];  /* values that count as well: mostly none */
	char around_kinds[IDENTITY_AROUND_MAX];   /* letters for what these are */
	unsigned around_count;
};

/* Computes the identity of the subject. `scratch` is memory for the canonical form, of use
 * to nobody afterwards. `findings` (may be NULL) gets FINDING_DUPLICATE_MEMBER for each name
 * that an object of the event repeats, its path in `arena`. Returns -1 with ERROR_MEMORY.
 * Any thread. */
int identity_of(unsigned char digest[IDENTITY_SIZE], const struct identity_subject *subject,
                struct arena *scratch, struct arena *arena, struct findings *findings,
                struct error *error);

/* The second identity: of the same content as `content`'s, but of another vehicle. Of a
 * B2C event the VIN may stand beside it, where a retry may lack it: so it is asked for
 * only when two VINs are known and differ. `vin` is the later one's. */
void identity_of_vehicle(unsigned char digest[IDENTITY_SIZE],
                         const unsigned char content[IDENTITY_SIZE], struct text vin);

/* BLAKE2b-128 of plain bytes, for what could not be read as an event. */
void identity_of_bytes(unsigned char digest[IDENTITY_SIZE], struct text bytes);

#endif

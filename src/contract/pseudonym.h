/* pseudonym.h: tokens in the place of VINs, and positions that name no house.
 *
 * The token of a VIN is the same wherever it stands, so a vehicle's story stays one; only
 * who has the key can tell whose it is, and only by trying a VIN. */
#ifndef CARHOOK_PSEUDONYM_H
#define CARHOOK_PSEUDONYM_H

#include "base/arena.h"

#define PSEUDONYM_PREFIX "anon-"
#define PSEUDONYM_SIZE   (sizeof PSEUDONYM_PREFIX + 20)   /* bytes, with its NUL */

struct pseudonym_key {
	unsigned char bytes[32];
};

/* The key that a secret of any length stands for. */
void pseudonym_key_of(struct pseudonym_key *key, struct text secret);

/* Writes the token of a VIN: BLAKE2b with 80 bits of it under the key, in hexadecimal
 * digits. A token is its own. */
void pseudonym_of(char token[PSEUDONYM_SIZE], const struct pseudonym_key *key,
                  struct text vin);

/* A copy of `text` in which tokens stand for VINs: for every 17 characters by themselves
 * that ISO 3779 allows in one, digits and letters among them, and for `vin` (TEXT_NONE:
 * none) whatever its form; also where escapes spell them, and in base64 (spelling.h). If
 * the text is JSON, the numbers of "coordinates" have two decimals, which is a kilometre.
 * TEXT_NONE when memory is short. */
struct text pseudonymise(struct text text, struct text vin, const struct pseudonym_key *key,
                         struct arena *arena);

/* The same of what a finding quotes, which may end within a VIN or a coordinate: what is
 * left of a VIN becomes PSEUDONYM_PREFIX, and no number has more than two decimals. */
struct text pseudonymise_quoted(struct text text, const struct pseudonym_key *key,
                                struct arena *arena);

#endif
